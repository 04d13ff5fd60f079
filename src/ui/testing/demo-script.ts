import { REPLY, type Decision, type ToolStep } from '../../core/memory/episode';
import { decision, step } from './demo-episodes';

const WORDS =
  'I am only a demonstration, so I can tell you what I would do. First I look at the example requests of each tool. Then I ask my memory whether you taught me something similar. Only then do I choose.';

/** What the demonstration does with a request: it puts things on the list, or says what it would do. */
export interface DemoScript {
  readonly decision: Decision;
  readonly call: ToolStep | null;
  /** The answer as it grows. */
  readonly reply: readonly string[];
}

export function demoScript(request: string): DemoScript {
  const shops = /\b(buy|list|milk)\b/.test(request);
  const chosen = decision([
    [shops ? 'shopping_list' : REPLY, -0.4, 24, 0.8, 0],
    ['notes', -1.8, 20, 0, 0],
  ]);
  const words = WORDS.split(' ');
  return {
    decision: chosen,
    call: shops ? purchase(request) : null,
    reply: shops ? [] : words.map((_, index) => words.slice(0, index + 1).join(' ')),
  };
}

function purchase(request: string): ToolStep {
  const item = request.replace(/^(please )?(buy|put|add) /, '').replace(/ (on|to) the list$/, '');
  return step({
    toolId: 'shopping_list',
    arguments: { item },
    origins: { item: 'words' },
    outcome: { status: 'done', data: null, sentence: `Added “${item}”.` },
    inverse: [{ type: 'delete', table: 'listItems', id: 'demo' }],
  });
}
