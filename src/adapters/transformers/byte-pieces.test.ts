import { expect, it } from 'vitest';
import { bytePiece } from './byte-pieces';

it('pieces of byte-level BPE stay as they are', () => {
  const piece = bytePiece({ decoder: { type: 'ByteLevel' }, model: { byte_fallback: true } });
  expect(piece('Ġthe')).toBe('Ġthe');
  const sequence = bytePiece({
    decoder: { type: 'Sequence', decoders: [{ type: 'ByteLevel' }] },
    model: { byte_fallback: true },
  });
  expect(sequence('▁')).toBe('▁');
});

it('pieces of SentencePiece become those of byte-level BPE', () => {
  const piece = bytePiece({ decoder: { type: 'Sequence' }, model: { byte_fallback: true } });
  expect(piece('▁the')).toBe('Ġthe');
  expect(piece('<0x0A>')).toBe('Ċ');
  expect(piece('é')).toBe('Ã©');
  expect(piece('<0x0A')).toBe('<0x0A');
});
