import fc from 'fast-check';
import protobuf from 'protobufjs';
import { expect, it } from 'vitest';
import { collect, eager } from './lazy-bytes';
import { ProtobufMessage } from './protobuf-message';

const type = new protobuf.Type('Sample')
  .add(new protobuf.Field('number', 1, 'int64'))
  .add(new protobuf.Field('text', 2, 'string'))
  .add(new protobuf.Field('data', 3, 'bytes'))
  .add(new protobuf.Field('ratio', 4, 'float'))
  .add(new protobuf.Field('child', 200, 'Sample'));
new protobuf.Root().add(type);

it('writes what protobufjs reads', async () => {
  const samples = fc.tuple(
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.float({ noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(samples, async ([number, text, data, ratio]) => {
      const child = new ProtobufMessage().varint(1, -1);
      const message = new ProtobufMessage()
        .varint(1, number)
        .text(2, text)
        .bytes(3, eager(data))
        .float(4, ratio)
        .bytes(200, child);
      const bytes = await collect(message);
      const read = type.toObject(type.decode(bytes), { longs: String, defaults: true });
      expect(read['number']).toBe(String(number));
      expect(read['text']).toBe(text);
      expect(Uint8Array.from(read['data'] as Uint8Array)).toEqual(Uint8Array.from(data));
      expect(read['ratio']).toBe(ratio);
      expect((read['child'] as Record<string, unknown>)['number']).toBe('-1');
    }),
    { numRuns: 30 },
  );
});
