import { describe, expect, test } from 'vitest';
import { markdown } from './markdown-html';

const html = (text: string) => markdown.parse(text, { async: false }).trim();

describe('markdown of answers', () => {
  test('images are replaced by their description', () => {
    expect(html('![a cat](https://tracker.example/1.png)')).toBe('<p>a cat</p>');
  });
  test('raw HTML is dropped, in blocks and in lines', () => {
    expect(html('<img src=x onerror=alert(1)>')).toBe('');
    expect(html('a <b onclick="x()">b</b>')).toBe('<p>a b</p>');
  });
  test('a link opens outside, without an opener, and shows its host', () => {
    expect(html('[your bank](https://evil.example/x)')).toBe(
      '<p><a href="https://evil.example/x" target="_blank" rel="noopener noreferrer">your bank</a> <small>(evil.example)</small></p>',
    );
  });
  test('a link that already names its host does not repeat it', () => {
    expect(html('[evil.example](https://evil.example/x)')).not.toContain('<small>');
  });
  test('script links are text', () => {
    expect(html('[x](javascript:alert(1))')).toBe('<p>x</p>');
    expect(html('[x](data:text/html,1)')).toBe('<p>x</p>');
  });
  test('a quote in an address cannot end the attribute', () => {
    expect(html('[x](<https://a.example/"onmouseover="y>)')).not.toContain('"onmouseover');
  });
});
