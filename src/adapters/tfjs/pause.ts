/** A worker that hears its messages twice a frame seems to hear them at once, ms. */
const EVERY = 8;

/** Lets messages in, a cancellation above all, where the last time is a while ago: a timer at every step cost 1 ms. */
export class Pause {
  #last = performance.now();

  async whenDue(): Promise<void> {
    if (performance.now() - this.#last < EVERY) return;
    await nextTask();
    this.#last = performance.now();
  }
}

/** Messages come in order, so that those that were there before this one are delivered before it resolves. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
