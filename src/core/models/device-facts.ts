/** What the graphics card allows through WebGPU. */
export interface GpuFacts {
  /** Bytes of one buffer, and of one that a shader may read. */
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly features: readonly string[];
  /** WebGPU computed on the processor: right, and far too slow to talk with. */
  readonly fallback: boolean;
}

/** What this device has, as far as the browser tells. */
export interface DeviceFacts {
  /** null without WebGPU. */
  readonly gpu: GpuFacts | null;
  /** Bytes, rounded by the browser and never above 8 GiB; null where it does not tell. */
  readonly memoryBytes: number | null;
  /** Processor cores, as the browser counts them. */
  readonly cores: number;
}
