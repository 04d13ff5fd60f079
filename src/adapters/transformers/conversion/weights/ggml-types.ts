import { ConversionError } from '../conversion-error';
import { BF16, F16, F32 } from './types/float-types';
import type { GgmlType } from './types/ggml-type';
import { Q4_K, Q5_K, Q6_K } from './types/k-types';
import { Q4_0, Q4_1, Q5_0, Q5_1, Q8_0 } from './types/legacy-types';

/** The storage types the converter reads, by llama.cpp's name. */
export const ggmlTypes = {
  F32,
  F16,
  BF16,
  Q4_0,
  Q4_1,
  Q5_0,
  Q5_1,
  Q8_0,
  Q4_K,
  Q5_K,
  Q6_K,
} as const;

const byId = new Map<number, GgmlType>(Object.values(ggmlTypes).map((type) => [type.id, type]));

/** Names of types the table lacks, so that an error can say which one a file uses. */
const unsupportedNames: Record<number, string> = {
  9: 'Q8_1',
  10: 'Q2_K',
  11: 'Q3_K',
  15: 'Q8_K',
  16: 'IQ2_XXS',
  17: 'IQ2_XS',
  18: 'IQ3_XXS',
  19: 'IQ1_S',
  20: 'IQ4_NL',
  21: 'IQ3_S',
  22: 'IQ2_S',
  23: 'IQ4_XS',
  28: 'F64',
  29: 'IQ1_M',
  34: 'TQ1_0',
  35: 'TQ2_0',
  39: 'MXFP4',
};

/** @throws ConversionError `conversion-unsupported-tensor-type` */
export function ggmlTypeOf(id: number, tensorName: string): GgmlType {
  const type = byId.get(id);
  if (type) return type;
  throw new ConversionError(
    'conversion-unsupported-tensor-type',
    `Tensor ${tensorName} is stored as ${unsupportedNames[id] ?? `GGML type ${id}`}; supported are ${Object.keys(ggmlTypes).join(', ')}.`,
  );
}
