/** The part of a terminal stream that is needed. */
export interface TextOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Prints sentences and percentages: one updating line on a terminal, every tenth part elsewhere. */
export class ProgressPrinter {
  readonly #output: TextOutput;
  #last = '';

  constructor(output: TextOutput) {
    this.#output = output;
  }

  readonly log = (line: string): void => {
    this.#clear();
    this.#output.write(`${line}\n`);
  };

  readonly progress = (label: string, fraction: number): void => {
    const percent = Math.floor(fraction * 100);
    const text = `${label} ${this.#output.isTTY ? percent : Math.floor(percent / 10) * 10} %`;
    if (text === this.#last) return;
    this.#output.write(this.#output.isTTY ? `\r${text}\u001b[K` : `${text}\n`);
    this.#last = text;
  };

  #clear(): void {
    if (this.#last && this.#output.isTTY) this.#output.write('\r\u001b[K');
    this.#last = '';
  }
}
