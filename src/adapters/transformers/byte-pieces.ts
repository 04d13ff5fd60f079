import { byteAlphabet } from '../../core/generation/byte-alphabet';

/** The part of a `tokenizer.json` that says how its pieces are written. */
export interface PieceStyle {
  readonly decoder?: unknown;
  readonly model?: { readonly byte_fallback?: boolean };
}

const encoder = new TextEncoder();

/**
 * Makes pieces those of byte-level BPE, in which a grammar reads them. SentencePiece writes a space as `▁` and a byte that is
 * no text of its own as `<0x0A>`.
 */
export function bytePiece({ decoder, model }: PieceStyle): (piece: string) => string {
  const byteLevel = JSON.stringify(decoder ?? null).includes('"ByteLevel"');
  if (byteLevel || !model?.byte_fallback) return (piece) => piece;
  return (piece) => {
    const byte = /^<0x([\dA-F]{2})>$/.exec(piece)?.[1];
    if (byte !== undefined) return byteAlphabet[Number.parseInt(byte, 16)]!;
    const bytes = encoder.encode(piece.replaceAll('\u2581', ' '));
    return Array.from(bytes, (each) => byteAlphabet[each]!).join('');
  };
}
