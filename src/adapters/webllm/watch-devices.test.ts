import { expect, it } from 'vitest';
import { watchDevices } from './watch-devices';

/** WebGPU with one device that can be lost; methods are on prototypes, as a browser's are. */
function fakeGraphics() {
  let lose = (): void => {};
  const device = { lost: new Promise<void>((resolve) => (lose = resolve)) };
  class Adapter {
    requestDevice() {
      return Promise.resolve(device);
    }
  }
  class Graphics {
    requestAdapter() {
      return Promise.resolve<Adapter | null>(new Adapter());
    }
  }
  return { graphics: new Graphics(), device, lose: () => lose() };
}

it('a device that is lost later is noticed', async () => {
  const { graphics, device, lose } = fakeGraphics();
  const { got, lost } = await watchDevices(graphics, async (signal) => {
    const adapter = await graphics.requestAdapter();
    return { got: await adapter?.requestDevice(), lost: signal };
  });
  expect(got).toBe(device);
  expect(lost.aborted).toBe(false);
  lose();
  await device.lost;
  expect(lost.aborted).toBe(true);
});

it('the browser’s own method is back afterwards, also after a failure', async () => {
  const { graphics } = fakeGraphics();
  const failed = watchDevices(graphics, () => Promise.reject(new Error('no')));
  await expect(failed).rejects.toThrow('no');
  expect(Object.hasOwn(graphics, 'requestAdapter')).toBe(false);
});

it('no adapter stays no adapter', async () => {
  const { graphics } = fakeGraphics();
  Object.getPrototypeOf(graphics).requestAdapter = () => Promise.resolve(null);
  expect(await watchDevices(graphics, () => graphics.requestAdapter())).toBeNull();
});
