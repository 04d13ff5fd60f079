import { describe, expect, it } from 'vitest';
import { alarmOf, cusumStep, expectedFailures } from './monitor';

const healthy = { finite: true, brokenPins: 0, divergence: 0 };
const calm = { cusum: 0, wins: 0, losses: 0, undone: [] };

describe('the monitor', () => {
  it('stays calm while failures are as frequent as expected', () => {
    let sum = 0;
    for (let i = 0; i < 400; i++) sum = cusumStep(sum, i % 5 === 0, 0.2);
    expect(sum).toBeLessThan(5);
  });

  it('rings within 25 events when failures rise from 20 % to 60 %', () => {
    let sum = 0;
    let events = 0;
    while (sum < 5 && events < 100) sum = cusumStep(sum, events++ % 5 < 3, 0.2);
    expect(events).toBeLessThanOrEqual(25);
  });

  it('goes back to the version before where that would have been right more often', () => {
    expect(alarmOf({ ...calm, losses: 5 }, healthy)).toMatchObject({ world: false });
    expect(alarmOf({ ...calm, losses: 4 }, healthy)).toBeNull();
  });

  it('goes back when 3 of the last 10 decisions it changed were undone', () => {
    const undone = [true, false, true, true];
    expect(alarmOf({ ...calm, undone }, healthy)?.reason).toBe(
      '3 of the last 4 decisions it changed were undone',
    );
    expect(alarmOf({ ...calm, undone: undone.slice(1) }, healthy)).toBeNull();
  });

  it('blames the world where the version before fails as often', () => {
    expect(alarmOf({ ...calm, cusum: 5 }, healthy)?.world).toBe(true);
    expect(alarmOf({ ...calm, cusum: 5, losses: 2, wins: 1 }, healthy)?.world).toBe(false);
  });

  it('stays where requests became harder but the version before would have done worse', () => {
    expect(alarmOf({ ...calm, cusum: 50, losses: 1, wins: 2 }, healthy)).toBeNull();
  });

  it('rings for damaged weights, a broken pin and drift on unrelated requests', () => {
    expect(alarmOf(calm, healthy)).toBeNull();
    expect(alarmOf(calm, { ...healthy, finite: false })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, brokenPins: 1 })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, divergence: 0.11 })).not.toBeNull();
    expect(alarmOf(calm, { ...healthy, divergence: 0.09 })).toBeNull();
  });

  it('expects failures within what it can tell apart', () => {
    expect(expectedFailures([])).toBeCloseTo(0.225, 9);
  });
});
