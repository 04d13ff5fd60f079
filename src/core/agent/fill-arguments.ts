import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import { narrowSchema } from '../generation/narrow-schema';
import type { ArgumentOrigin } from '../memory/episode';
import type { TextGenerator } from '../ports/text-generator';
import type { Json, JsonSchema } from '../tools/json-schema';
import type { Tool, ToolArguments } from '../tools/tool';
import { validateArguments } from '../tools/validate-arguments';
import { separateSpans } from './distinct-spans';
import { argumentsPrompt, beginning, readableWords, type ExampleCall } from './prompts';

export interface FilledCall {
  readonly arguments: ToolArguments;
  readonly origins: Readonly<Record<string, ArgumentOrigin>>;
}

/** Room for the longest span a request can give, in tokens; the second try gets twice as much. */
const argumentTokens = 160;

function parse(tool: Tool, text: string): ToolArguments {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw new ApprenticeError(
      'arguments-malformed',
      'The model wrote something that is not JSON.',
      {
        cause,
      },
    );
  }
  return validateArguments(tool, value);
}

function originOf(value: string | number, request: string, recalled: readonly ExampleCall[]) {
  if (request.includes(String(value))) return 'words';
  const remembered = recalled.some((call) => Object.values(call.arguments).includes(value));
  return remembered ? 'memory' : 'generated';
}

/**
 * The arguments of a call, written by the model under the tool's schema narrowed to the request's own words.
 * What does not parse or fit is tried once more with more room. Throws `arguments-malformed` after that;
 * nothing has been run then.
 */
export async function fillArguments(
  tool: Tool,
  request: string,
  recalled: readonly ExampleCall[],
  generator: TextGenerator,
  signal?: AbortSignal,
): Promise<FilledCall> {
  const words = beginning(request, readableWords);
  const schema = narrowSchema(tool.parameters, words);
  const prompt = argumentsPrompt(tool, words, recalled);

  const write = async (allowed: JsonSchema, maxTokens: number): Promise<ToolArguments> => {
    const written = await generator.generateObject(prompt, allowed, { maxTokens }, signal);
    // A text that was cut short by Stop is not malformed.
    signal?.throwIfAborted();
    return parse(tool, written.text);
  };
  const attempt = async (maxTokens: number): Promise<ToolArguments> => {
    const values = await write(schema, maxTokens);
    const apart = separateSpans(schema, values, words);
    return apart ? write(apart, maxTokens) : values;
  };
  const repairable = (error: unknown) =>
    hasCode(error, 'arguments-malformed') || hasCode(error, 'generation-unfinished');

  const values = await attempt(argumentTokens).catch((error: unknown) => {
    if (!repairable(error)) throw error;
    return attempt(2 * argumentTokens);
  });
  const origins = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, originOf(value, words, recalled)]),
  ) as Record<string, ArgumentOrigin>;
  return { arguments: values, origins };
}
