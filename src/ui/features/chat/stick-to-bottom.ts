/** Within this many pixels of the end one is reading the latest. */
const SLACK = 48;

/** The measures of a scrolled box, px. */
export interface ScrollBox {
  readonly scrollTop: number;
  readonly clientHeight: number;
  readonly scrollHeight: number;
}

/** True when the end is in sight, so that growing content should be followed. */
export function atBottom({ scrollTop, clientHeight, scrollHeight }: ScrollBox): boolean {
  return scrollHeight - clientHeight - scrollTop <= SLACK;
}
