import { describe, expect, it } from 'vitest';
import { CallMemory } from './call-memory';
import { bestSpans } from './best-spans';
import { playTool, sampleCall, sampleCalls, sampleRequest } from './testing/sample-calls';

const request = sampleRequest('please play Adele on Deezer');

describe('the memory of calls', () => {
  it('fills a request as earlier calls with the same words around were filled', () => {
    const memory = new CallMemory();
    for (const call of sampleCalls(6)) memory.add(call);
    expect(bestSpans(memory.table(request, playTool), playTool.parameters)).toEqual([
      { parameter: 0, start: 2, end: 3 },
      { parameter: 1, start: 4, end: 5 },
    ]);
  });

  it('keeps no trace of a call that was taken out', () => {
    const calls = sampleCalls(5);
    const never = new CallMemory();
    const forgot = new CallMemory();
    const extra = sampleCall('please play Deezer on repeat', { artist: 'Deezer' });
    for (const call of calls) never.add(call);
    for (const call of [extra, ...calls]) forgot.add(call);
    const before = forgot.table(request, playTool);
    forgot.remove(extra);
    expect(before).not.toEqual(never.table(request, playTool));
    expect(forgot.table(request, playTool)).toEqual(never.table(request, playTool));
  });

  it('prefers no value to a word that it knows nothing about', () => {
    const table = new CallMemory().table(request, playTool);
    expect(bestSpans(table, playTool.parameters)).toEqual([]);
  });
});
