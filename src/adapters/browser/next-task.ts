/** Lets a page's thread or a worker take its next task: input, a frame, a message. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
