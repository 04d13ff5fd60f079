import type { ToolStep } from '../../core/memory/episode';

/** Without the names of its fields. */
export type PackedStep = readonly [
  toolId: ToolStep['toolId'],
  values: ToolStep['arguments'],
  origins: ToolStep['origins'],
  outcome: ToolStep['outcome'],
  inverse: ToolStep['inverse'],
  undone: boolean,
  origin: ToolStep['origin'],
  seconds: number,
  words?: ToolStep['words'],
  learned?: ToolStep['learned'],
];

export function packStep(step: ToolStep): PackedStep {
  const { toolId, arguments: values, origins, outcome, inverse, undone, origin, seconds } = step;
  const packed = [toolId, values, origins, outcome, inverse, undone, origin, seconds] as const;
  if (step.learned) return [...packed, step.words, step.learned];
  return step.words ? [...packed, step.words] : packed;
}

export function unpackStep(packed: PackedStep): ToolStep {
  const [toolId, values, origins, outcome, inverse, undone, origin, seconds, words, learned] =
    packed;
  const step = { toolId, arguments: values, origins, outcome, inverse, undone, origin, seconds };
  return { ...step, ...(words && { words }), ...(learned && { learned }) };
}
