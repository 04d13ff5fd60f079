import { describe, expect, it } from 'vitest';
import { sampleLabel } from '../learning/testing/sample-records';
import { syntheticState } from '../learning/testing/synthetic-encoder';
import { hear } from './hearsay';
import { neighbours } from './recall';
import { expectedSlips } from './surprise';

const examples = ['alpha', 'beta', 'gamma'].map((topic) => ({
  action: `do_${topic}`,
  embeddings: [1, 2, 3].map((i) => syntheticState(`${topic} e${i}`)),
}));
const at = syntheticState('alpha now');
const taught = (count: number, action: string, from = 0) =>
  Array.from({ length: count }, (_, i) => sampleLabel(`alpha ${from + i}`, { action }));
const listen = (labels: ReturnType<typeof taught>, slips = 0.01) =>
  hear(examples, neighbours(labels, at, -1), at, slips, []);

describe('what is heard around a request', () => {
  it('follows the examples where nobody said anything, and feedback that agrees with itself', () => {
    expect(listen([]).likeness.get('do_alpha')).toBeGreaterThan(0.7);
    const about = taught(8, 'do_beta');
    expect(listen(about).likeness.get('do_beta')).toBeGreaterThan(0.3);
    const { likeness } = listen([...about, sampleLabel('alpha now', { action: 'do_beta' })]);
    expect(likeness.get('do_beta')).toBeGreaterThan(likeness.get('do_alpha')!);
  });

  it('finds the wrong label among right ones, and does not let it count', () => {
    const wrong = sampleLabel('alpha wrong', { action: 'do_gamma' });
    const right = taught(12, 'do_alpha');
    const { belief, likeness } = listen([...right, wrong]);
    expect(belief.get(right[0])).toBeGreaterThan(0.95);
    const alone = listen(right).likeness.get('do_gamma')!;
    expect(likeness.get('do_gamma')! - alone).toBeLessThan(0.02);
  });

  it('believes a first contradiction of someone who is seldom contradicted, less of others', () => {
    const lone = taught(1, 'do_beta');
    expect(listen(lone).belief.get(lone[0])).toBeGreaterThan(0.5);
    expect(listen(lone, 0.5).belief.get(lone[0])).toBeLessThan(0.1);
  });

  it('believes what many say, also of those who are often wrong', () => {
    const many = taught(8, 'do_beta');
    expect(listen(many, 0.2).belief.get(many[0])).toBeGreaterThan(0.8);
  });

  it('believes who sets the tools’ own examples right a third time', () => {
    const said = taught(3, 'do_beta');
    expect(listen(said).belief.get(said[0])).toBeGreaterThan(0.9);
  });

  it('believes who has changed their mind: old labels contradict less than new ones', () => {
    const believed = (firstAt: number) => {
      const before = taught(8, 'do_alpha').map((label, i) => ({ ...label, sequence: firstAt + i }));
      const since = taught(8, 'do_beta', 8).map((label, i) => ({ ...label, sequence: 300 + i }));
      const between = Array.from({ length: 150 }, (_, i) =>
        sampleLabel(`gamma ${i}`, { action: 'do_gamma', sequence: 100 + i }),
      );
      const said = [...before, ...between, ...since].sort((a, b) => a.sequence - b.sequence);
      const { belief } = listen(said);
      return since.reduce((sum, label) => sum + belief.get(label)!, 0) / since.length;
    };
    expect(believed(0)).toBeGreaterThan(0.9);
    expect(believed(285)).toBeLessThan(0.6);
  });

  it('passes over labels of tools that are gone, and what was called wrong', () => {
    const gone = taught(4, 'do_gone');
    const wrong = taught(4, 'do_alpha', 4).map((label) => ({ ...label, sign: -1 as const }));
    expect(listen([...gone, ...wrong])).toEqual(listen([]));
  });
});

describe('slips to expect', () => {
  const said = (corrections: number, thumbs: number) => [
    ...Array.from({ length: corrections }, () => sampleLabel('a', { kind: 'correction' })),
    ...Array.from({ length: thumbs }, () => sampleLabel('a', { kind: 'thumbs-up' })),
  ];

  it('are few at first, and with a fifth of contradictions', () => {
    expect(expectedSlips([])).toBe(0.01);
    expect(expectedSlips(said(10, 40))).toBe(0.01);
  });

  it('are nearly all where nearly all feedback contradicts', () => {
    expect(expectedSlips(said(50, 0))).toBeGreaterThan(0.9);
    expect(expectedSlips(said(5, 0))).toBeLessThan(0.05);
  });
});
