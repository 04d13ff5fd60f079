/** The part of WebGPU that matters here; the browser's own types say much more. */
export interface GraphicsDevice {
  readonly lost: Promise<unknown>;
}
interface GraphicsAdapter {
  requestDevice(...options: unknown[]): Promise<GraphicsDevice>;
}
export interface Graphics {
  requestAdapter(...options: unknown[]): Promise<GraphicsAdapter | null>;
}

/**
 * Runs `use`, which asks `graphics` for its devices itself and tells nobody when it loses one. `onLost` hears of a
 * loss at once.
 */
export async function watchDevices<T>(
  graphics: Graphics,
  use: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const watch = (device: GraphicsDevice): GraphicsDevice => {
    void device.lost.then(() => controller.abort());
    return device;
  };
  const requestAdapter = graphics.requestAdapter.bind(graphics);
  // An own property hides the browser's method until it is deleted.
  graphics.requestAdapter = async (...options) => {
    const adapter = await requestAdapter(...options);
    const requestDevice = adapter?.requestDevice.bind(adapter);
    if (adapter && requestDevice) {
      adapter.requestDevice = async (...wanted) => watch(await requestDevice(...wanted));
    }
    return adapter;
  };
  try {
    return await use(controller.signal);
  } finally {
    delete (graphics as Partial<Graphics>).requestAdapter;
  }
}
