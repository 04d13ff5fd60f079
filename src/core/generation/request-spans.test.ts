import fc from 'fast-check';
import { expect, it } from 'vitest';
import { requestSpans } from './request-spans';

it('gives every contiguous span, keeping casing and folding white space', () => {
  expect(requestSpans('Call  Dr\nNo')).toEqual([
    'Call',
    'Call Dr',
    'Call Dr No',
    'Dr',
    'Dr No',
    'No',
  ]);
});

it('strips punctuation at the ends of a span and keeps it inside', () => {
  const spans = requestSpans('Write “milk, eggs” (15%, $5, #1), ok?');
  expect(spans).toContain('milk, eggs');
  expect(spans).toContain('15%');
  expect(spans).toContain('$5');
  expect(spans).toContain('ok');
  expect(spans.filter((span) => /^["“(]|[,?!]$/u.test(span))).toEqual([]);
});

it('has no spans for an empty request or bare punctuation', () => {
  expect(requestSpans('')).toEqual([]);
  expect(requestSpans(' … ?! ')).toEqual([]);
});

it('reaches the last word of a long request, with spans of up to twelve words or to the end', () => {
  const words = Array.from({ length: 300 }, (_, i) => `w${i}`);
  const spans = requestSpans(words.join(' '));
  expect(spans.length).toBeLessThan(13 * 300);
  expect(spans).toContain('w299');
  expect(spans).toContain(words.slice(10, 22).join(' '));
  expect(spans).not.toContain(words.slice(10, 23).join(' '));
  expect(spans).toContain(words.slice(59).join(' '));
  expect(spans).not.toContain(words.slice(60).join(' '));
});

it('gives only the spans that are asked for', () => {
  expect(requestSpans('buy milk now', (first, last) => first === 1 && last === 2)).toEqual([
    'milk now',
  ]);
});

it('gives only text that stands in the request', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (request) => {
      const folded = request.trim().split(/\s+/u).join(' ');
      for (const span of requestSpans(request)) expect(folded).toContain(span);
    }),
  );
});
