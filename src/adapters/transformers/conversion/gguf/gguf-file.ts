import { hasCode } from '../../../../core/errors/apprentice-error';
import type { ByteSource } from '../byte-source';
import { ConversionError } from '../conversion-error';
import { type GgufHeader, parseGguf } from './gguf-header';

/** A GGUF file whose header was read; its tensors are read from `source` when they are wanted. */
export interface GgufFile extends GgufHeader {
  readonly source: ByteSource;
}

/** SmolLM2's header has 1.7 MB (49,152 tokens and their merges), Llama 3's 7.8 MB. */
const FIRST_READ = 2 ** 20;
/** No tokenizer comes near; a file that claims more is not read into memory to find out. */
const LONGEST_HEADER = 2 ** 26;

/**
 * Reads a file's header, taking more of it until the header is whole. Tensors are not read.
 * @throws ConversionError as `parseGguf`; `truncated` when the file is shorter than its header says
 */
export async function readGguf(source: ByteSource): Promise<GgufFile> {
  for (let length = FIRST_READ; ; length *= 2) {
    const end = Math.min(length, source.size);
    const canGrow = end < source.size && length < LONGEST_HEADER;
    const header = tryParse(await source.read(0, end), canGrow);
    if (!header) continue;
    assertWhole(header, source.size);
    return { ...header, source };
  }
}

/** Undefined when the header is longer than what was read and more can be had. */
function tryParse(head: Uint8Array, canGrow: boolean): GgufHeader | undefined {
  try {
    return parseGguf(head);
  } catch (error) {
    if (canGrow && hasCode(error, 'conversion-truncated')) return undefined;
    throw error;
  }
}

function assertWhole({ tensors }: GgufHeader, size: number): void {
  for (const { name, start, byteLength } of tensors.values()) {
    const end = start + byteLength;
    if (end <= size) continue;
    throw new ConversionError(
      'conversion-truncated',
      `The GGUF file is cut off: tensor ${name} needs bytes up to ${end}, the file has ${size}.`,
    );
  }
}
