import type { DeviceFacts, GpuFacts } from '../../core/models/device-facts';

/** The part of WebGPU's adapter that is read here. */
interface GpuAdapter {
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  readonly features: Iterable<string>;
  readonly info?: { readonly isFallbackAdapter?: boolean; readonly architecture?: string };
  readonly isFallbackAdapter?: boolean;
}

interface Device {
  readonly hardwareConcurrency?: number;
  /** GiB; Chromium alone tells. */
  readonly deviceMemory?: number;
  readonly gpu?: { requestAdapter(): Promise<GpuAdapter | null> };
}

/** What the browser tells of this device. Asking loads nothing and starts nothing. */
export async function deviceFacts(device: Device = navigator as Device): Promise<DeviceFacts> {
  const { deviceMemory, hardwareConcurrency } = device;
  return {
    gpu: await gpuFacts(device),
    memoryBytes: deviceMemory === undefined ? null : deviceMemory * 2 ** 30,
    cores: hardwareConcurrency ?? 1,
  };
}

async function gpuFacts({ gpu }: Device): Promise<GpuFacts | null> {
  try {
    const adapter = await gpu?.requestAdapter();
    if (!adapter) return null;
    const { limits, features, info } = adapter;
    return {
      maxBufferSize: limits.maxBufferSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      features: [...features],
      // SwiftShader calls itself no fallback when it is asked for by name.
      fallback:
        (info?.isFallbackAdapter ?? adapter.isFallbackAdapter ?? false) ||
        info?.architecture === 'swiftshader',
    };
  } catch {
    // A browser that refuses to say has no WebGPU for us.
    return null;
  }
}
