import { describe, expect, it } from 'vitest';
import { bytesSource, inspectGguf } from '../adapters/transformers/conversion';
import type { GgufInspection } from '../adapters/transformers/conversion';
import { randomLlamaGguf } from '../adapters/transformers/conversion/testing';
import { chooseForm } from './opened-form';

const small = inspectGguf(bytesSource(randomLlamaGguf()));
const form = async (changes: Partial<GgufInspection>, card: boolean) =>
  chooseForm({ ...(await small), ...changes }, 'm.gguf', 'm', () => Promise.resolve(card));

describe('what a GGUF becomes', () => {
  it('is 8 bits for the processor, 4 for a graphics card', async () => {
    expect(await form({}, false)).toMatchObject({ precision: 'int8', entry: { backend: 'wasm' } });
    expect(await form({}, true)).toMatchObject({ precision: 'q4', entry: { backend: 'webgpu' } });
  });

  it('is nothing when the processor has no room for it, and says what would', async () => {
    const large = { convertedBytes: { int8: 2.1e9, q4: 1.2e9 } };
    expect(await form(large, true)).toMatchObject({ precision: 'q4', bytes: 1.2e9 });
    await expect(form(large, false)).rejects.toMatchObject({
      code: 'model-unsupported',
      message: expect.stringMatching(/m is too large.*graphics card/) as string,
    });
  });

  it('is 8 bits even beside a card when 4 can’t be written', async () => {
    const odd = { convertedBytes: { int8: 1e8, q4: null } };
    expect(await form(odd, true)).toMatchObject({ precision: 'int8' });
  });
});
