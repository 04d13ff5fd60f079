import { REPLY, type ActionId } from '../../core/memory/episode';
import type { Tool } from '../../core/tools/tool';

/** An action for people: a tool's title, or "Answer in words". A tool that is gone keeps its id, readable. */
export function actionTitle(action: ActionId, tools: readonly Tool[]): string {
  if (action === REPLY) return 'Answer in words';
  return tools.find((tool) => tool.id === action)?.title ?? readable(action);
}

/** "due_at" or "dueAt" -> "Due at". */
export function readable(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
