import { beginning, decidingWords, type ExampleCall } from '../prompts';
import { nearExamples, shownRequest, writeArguments } from './example-calls';
import type { PromptStyle } from './prompt-style';
import { safeText } from './safe-text';

function writeExample({ request, arguments: values }: ExampleCall): string {
  return `Request: ${shownRequest(request)}\nArguments:\n${writeArguments(values)}\n\n`;
}

/**
 * Text to be completed, without a chat template: one example request for each action. Of all forms it is the one from
 * which a model of 135M parameters chooses best (docs/decisions/2026-11-24-prompt-styles.md), and every model can read it.
 */
export const plain: PromptStyle = {
  name: 'plain',
  opening: 'Choose the tool for each request.\n\n',
  introduce: (actions) =>
    actions
      .map(({ id, examples }) => `Request: ${safeText(examples.at(0) ?? id)}\nTool: ${id}\n\n`)
      .join(''),
  ask: (request) => `Request: ${safeText(beginning(request, decidingWords))}\nTool:`,
  continuations: (actions) => actions.map(({ id }) => ({ action: id, text: ` ${id}` })),
  argumentsPrompt: (tool, request, recalled) => {
    const shown = nearExamples(tool, request, recalled);
    return {
      prefix: `${safeText(tool.description)}\n\n${tool.examples.map(writeExample).join('')}`,
      suffix: `${shown.map(writeExample).join('')}Request: ${shownRequest(request)}\nArguments:\n`,
    };
  },
};
