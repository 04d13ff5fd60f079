import type { OpenQuestion } from '../memory/episode';
import type { Tool } from '../tools/tool';
import type { FilledCall } from './fill-arguments';

/** The question of a call that lacks something; null for one that is complete. */
export function openQuestionOf(tool: Tool, call: FilledCall): OpenQuestion | null {
  const { arguments: values, origins, words, missing } = call;
  if (missing.length === 0) return null;
  return { toolId: tool.id, arguments: values, origins, words, missing };
}
