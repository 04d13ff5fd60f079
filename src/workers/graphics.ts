import type { Graphics } from '../adapters/transformers/hub/describe-hub';

/** The part of `navigator.gpu` that is asked. */
interface GraphicsCards {
  requestAdapter(): Promise<{ readonly features: ReadonlySet<string> } | null>;
}

/** What the browser offers of the graphics card. */
export async function askGraphics(): Promise<Graphics> {
  const { gpu } = navigator as { gpu?: GraphicsCards };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return { webgpu: !!adapter, shaderF16: adapter?.features.has('shader-f16') ?? false };
}
