import { expect, test } from 'vitest';
import { everydayRequests } from './everyday-requests';
import { offScopeRequests } from './off-scope-requests';

test('there are 640 distinct requests, none of them empty', () => {
  expect(offScopeRequests).toHaveLength(640);
  expect(new Set(offScopeRequests.map((request) => request.toLowerCase())).size).toBe(640);
  expect(offScopeRequests.filter((request) => request.trim() !== request || !request)).toEqual([]);
});

test('any 128 neighbours hold every topic in about its share', () => {
  const everyday = new Set(everydayRequests);
  for (let start = 0; start + 128 <= 640; start += 64) {
    const slice = offScopeRequests.slice(start, start + 128);
    const count = slice.filter((request) => everyday.has(request)).length;
    expect(count, `requests about everyday life from ${start}`).toBeGreaterThan(30);
    expect(count, `requests about everyday life from ${start}`).toBeLessThan(60);
  }
});
