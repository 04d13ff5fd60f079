import type { ToolStep } from '../../../core/memory/episode';
import type { Tool } from '../../../core/tools/tool';
import { readable } from '../../format/action-title';

/**
 * What a step does, as its tool says it. A stored call may no longer fit a tool that has changed since:
 * then the tool's name stands for it.
 */
export function stepSentence(step: ToolStep, tool: Tool | undefined): string {
  if (!tool) return readable(step.toolId);
  try {
    return tool.summarise(step.arguments);
  } catch {
    return tool.title;
  }
}

/** The answer, unless it only repeats what the card of the last step says already. */
export function ownAnswer(reply: string, steps: readonly ToolStep[]): string {
  const last = steps.at(-1);
  return last && reply.trim() === last.outcome.sentence.trim() ? '' : reply;
}
