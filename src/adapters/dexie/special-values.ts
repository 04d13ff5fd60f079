import * as z from 'zod/mini';
import { decodeFloats, encodeFloats } from './base64';

/** Numbers that JSON has no word for; an action that is not permitted scores -Infinity. */
const wordless = ['Infinity', '-Infinity', 'NaN'] as const;

/**
 * For `JSON.stringify`: what JSON can't say. A Float32Array becomes base64 of its bytes, a number that is not
 * finite its name; the schemas below know where to expect them. What is undefined becomes null.
 */
export function replaceSpecial(_: string, value: unknown): unknown {
  if (value instanceof Float32Array) return encodeFloats(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value === undefined ? null : value;
}

/** Any number, as `replaceSpecial` wrote it. */
export const number: z.ZodMiniType<number> = z.union([
  z.number(),
  z.pipe(z.enum(wordless), z.transform(Number)),
]);

function decode(text: string, context: z.core.ParsePayload): Float32Array {
  const decoded = decodeFloats(text);
  if (decoded) return decoded;
  context.issues.push({ code: 'custom', message: 'not floats in base64', input: text });
  return z.NEVER;
}

/** Floats as `replaceSpecial` wrote them. */
export const floats: z.ZodMiniType<Float32Array> = z.pipe(z.string(), z.transform(decode));
