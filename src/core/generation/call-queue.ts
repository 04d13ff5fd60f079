/** Runs calls one after the other, in the order in which they came. One that fails does not stop the next. */
export class CallQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(call);
    this.#last = result.catch(() => {});
    return result;
  }
}
