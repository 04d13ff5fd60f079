/**
 * Lets the event loop take its next task. ONNX Runtime on WASM computes inside a call, so that a worker that only
 * awaits its passes would never see a message, not even the one that cancels it.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
