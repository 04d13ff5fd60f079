import type { Json } from '../../tools/json-schema';
import type { Tool } from '../../tools/tool';
import type { Action } from '../actions';
import { beginning, decidingWords, type ExampleCall } from '../prompts';
import { nearExamples, shownRequest, writeArguments } from './example-calls';
import { publicSchema, writeJson } from './function-signature';
import type { PromptStyle, PromptStyleName } from './prompt-style';
import { safeText } from './safe-text';

/** What tells the chat formats of the families apart. Texts that it is given are safe. */
export interface ChatFormat {
  readonly name: PromptStyleName;
  /** Stands before the instructions. */
  readonly begin: string;
  /** The functions, one JSON text each, and how to call them; closes the instructions. */
  functions(signatures: readonly string[]): string;
  /** A function as the family writes it. */
  signature(signature: { readonly [key: string]: Json }): Json;
  /** A request; `isFirst` right after the instructions. */
  request(text: string, isFirst: boolean): string;
  /** Opens the model's turn. */
  readonly answer: string;
  /** A call up to the function's name, from there to the arguments, and after them to the end of the turn. */
  readonly call: readonly [name: string, values: string, end: string];
}

const lead = 'You help with requests by calling functions.';

/**
 * A style in the chat format and with the tool calls that a family was trained on. A decision is the name of the function
 * that a begun call goes on with; `reply` is a function too, the one whose call an answer in words begins: scored against
 * first words of answers, calls never win or lose by what they call but by their form alone (the record has figures).
 */
export function chatStyle(format: ChatFormat): PromptStyle {
  const [toName, toValues, end] = format.call;
  const example = (name: string, { request, arguments: values }: ExampleCall, isFirst: boolean) =>
    format.request(shownRequest(request), isFirst) +
    `${format.answer}${toName}${name}${toValues}${writeArguments(values)}${end}`;
  const functions = (signatures: readonly { readonly [key: string]: Json }[]) =>
    format.functions(signatures.map((signature) => writeJson(format.signature(signature))));

  return {
    name: format.name,
    opening: format.begin + lead,
    introduce: (actions) => functions(actions.map(ofAction)),
    ask: (request) =>
      format.request(safeText(beginning(request, decidingWords)), true) + format.answer + toName,
    // As far as the next quoted word, so that a name's end is the sign that ends it in a real call.
    continuations: (actions) =>
      actions.map(({ id }) => ({ action: id, text: id + toValues.trimEnd() })),
    argumentsPrompt(tool, request, recalled) {
      const own = tool.examples.length;
      const shown = nearExamples(tool, request, recalled);
      const before = tool.examples.map((one, i) => example(tool.id, one, i === 0));
      const near = shown.map((one, i) => example(tool.id, one, own + i === 0));
      const asked = format.request(shownRequest(request), own + shown.length === 0);
      return {
        prefix: `${format.begin}${lead}${functions([ofTool(tool)])}${before.join('')}`,
        suffix: `${near.join('')}${asked}${format.answer}${toName}${tool.id}${toValues}`,
      };
    },
  };
}

/** For a decision the gist is enough: what the function does, and a request that it is for. */
function ofAction({ id, description, examples }: Action): { [key: string]: Json } {
  const request = examples.at(0);
  const forExample = request === undefined ? '' : ` For example: “${request}”`;
  return { name: id, description: description + forExample };
}

function ofTool({ id, description, parameters }: Tool): { [key: string]: Json } {
  return { name: id, description, parameters: publicSchema(parameters) };
}
