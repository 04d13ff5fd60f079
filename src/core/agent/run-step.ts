import { ApprenticeError } from '../errors/apprentice-error';
import type { ToolStep } from '../memory/episode';
import type { Clock } from '../ports/clock';
import { invert } from '../tools/changes';
import type { Tool, ToolContext } from '../tools/tool';
import type { Change } from '../tools/user-data';
import type { Call } from './fill-arguments';

export interface StepResult {
  readonly step: ToolStep;
  /** To be stored together with the step. */
  readonly changes: readonly Change[];
}

function failure(error: unknown): { code: string; sentence: string } {
  if (error instanceof ApprenticeError) return { code: error.code, sentence: error.message };
  return {
    code: 'tool-crashed',
    sentence: 'The tool broke off with an unexpected error. Nothing was changed.',
  };
}

/** Runs a tool. A failing tool gives a failed step and no changes. */
export async function runStep(
  tool: Tool,
  call: Call,
  context: ToolContext,
  clock: Clock,
  origin: ToolStep['origin'],
): Promise<StepResult> {
  const start = clock.now();
  const { arguments: args, origins, words, learned } = call;
  const common = {
    toolId: tool.id,
    arguments: args,
    origins,
    words,
    ...(learned && { learned }),
    undone: false,
    origin,
  };
  const seconds = () => (clock.now() - start) / 1000;
  try {
    const { data, sentence, changes } = await tool.run(args, context);
    const inverse = await invert(changes, context.data);
    const outcome = { status: 'done', data, sentence } as const;
    return { step: { ...common, outcome, inverse, seconds: seconds() }, changes };
  } catch (error) {
    const outcome = { status: 'failed', ...failure(error) } as const;
    return { step: { ...common, outcome, inverse: [], seconds: seconds() }, changes: [] };
  }
}
