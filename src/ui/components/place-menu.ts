export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GAP = 4;
const EDGE = 8;

/**
 * Where a menu of `width` x `height` px goes: under its button, right edges together; above it when there is
 * no room below; never over the edge of the window.
 */
export function placeMenu(
  button: Box,
  menu: { width: number; height: number },
  view: { width: number; height: number },
): { left: number; top: number } {
  const clamp = (at: number, size: number, limit: number) =>
    Math.max(EDGE, Math.min(at, limit - size - EDGE));
  const fits = button.bottom + GAP + menu.height + EDGE <= view.height;
  const top = fits ? button.bottom + GAP : button.top - GAP - menu.height;
  return {
    left: clamp(button.right - menu.width, menu.width, view.width),
    top: clamp(top, menu.height, view.height),
  };
}
