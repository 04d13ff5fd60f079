import type { Episode, ToolStep } from '../memory/episode';
import type { ToolArguments } from '../tools/tool';
import { openedEpisode } from './agent-fixture';

/** An episode in which a tool did what it was asked, for tests of conversations. */
export function toldEpisode(
  id: string,
  request: string,
  call: { readonly tool: string; readonly arguments: ToolArguments; readonly sentence?: string },
  over: Partial<ToolStep> = {},
): Episode {
  const sentence = call.sentence ?? `Did “${request}”.`;
  const step: ToolStep = {
    toolId: call.tool,
    arguments: call.arguments,
    origins: Object.fromEntries(Object.keys(call.arguments).map((name) => [name, 'words'])),
    outcome: { status: 'done', data: null, sentence },
    inverse: [{ type: 'delete', table: 'notes', id: `of ${id}` }],
    undone: false,
    origin: 'agent',
    seconds: 0,
    ...over,
  };
  return openedEpisode(request, { id, status: 'done', reply: sentence, steps: [step] });
}
