import fc from 'fast-check';
import protobuf from 'protobufjs';
import { expect, it } from 'vitest';
import { eager, ProtobufMessage } from './protobuf-message';

function encoded(message: ProtobufMessage): Uint8Array {
  const bytes = new Uint8Array(message.byteLength);
  message.write(bytes);
  return bytes;
}

const type = new protobuf.Type('Sample')
  .add(new protobuf.Field('number', 1, 'int64'))
  .add(new protobuf.Field('text', 2, 'string'))
  .add(new protobuf.Field('data', 3, 'bytes'))
  .add(new protobuf.Field('ratio', 4, 'float'))
  .add(new protobuf.Field('child', 200, 'Sample'));
new protobuf.Root().add(type);

it('writes what protobufjs reads', () => {
  const samples = fc.tuple(
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.float({ noNaN: true }),
  );
  fc.assert(
    fc.property(samples, ([number, text, data, ratio]) => {
      const child = new ProtobufMessage().varint(1, -1);
      const message = new ProtobufMessage()
        .varint(1, number)
        .text(2, text)
        .bytes(3, eager(data))
        .float(4, ratio)
        .bytes(200, child);
      const read = type.toObject(type.decode(encoded(message)), { longs: String, defaults: true });
      expect(read['number']).toBe(String(number));
      expect(read['text']).toBe(text);
      expect(Uint8Array.from(read['data'] as Uint8Array)).toEqual(Uint8Array.from(data));
      expect(read['ratio']).toBe(ratio);
      expect((read['child'] as Record<string, unknown>)['number']).toBe('-1');
    }),
    { numRuns: 30 },
  );
});
