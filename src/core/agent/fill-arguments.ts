import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import { missingIn } from '../generation/narrow-schema';
import type { TextGenerator } from '../ports/text-generator';
import type { ArgumentVoice } from '../slots/argument-voice';
import type { Present } from '../tools/builtin/when';
import { computeValues } from '../tools/computed-values';
import type { Json, JsonSchema } from '../tools/json-schema';
import { onlyCall } from '../tools/only-call';
import type { Tool, ToolArguments } from '../tools/tool';
import { validateArguments } from '../tools/validate-arguments';
import { allowedBy } from './allowed-values';
import { originsOf, withLearned, type Provenance } from './argument-origins';
import { separateSpans } from './distinct-spans';
import { learnedValues } from './learned-values';
import { plain } from './prompt-styles/plain';
import type { PromptStyle } from './prompt-styles/prompt-style';
import { beginning, readableWords, type ExampleCall } from './prompts';

export interface Call extends Provenance {
  readonly arguments: ToolArguments;
}

/** `arguments` is without those that are missing. */
export interface FilledCall extends Call {
  /** Required parameters ("address.city" for one inside an object) for which the request has nothing. */
  readonly missing: readonly string[];
}

/** Room for the longest span a request can give, in tokens; the second try gets twice as much. */
const argumentTokens = 160;

function parse(text: string): ToolArguments {
  const malformed = (cause?: unknown) =>
    new ApprenticeError('arguments-malformed', 'The model wrote no JSON object.', { cause });
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (cause) {
    throw malformed(cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return value;
}

/**
 * The arguments of a call, written by the model under the tool's schema narrowed to the request's own words; where
 * the words leave no choice the model is not asked. What the request lacks is left out and named in `missing`:
 * the tool must not run then. What does not parse or fit is tried once more with more room. Throws
 * `arguments-malformed` after that; nothing has been run then. `present` is what "tomorrow" is counted from. Where the
 * user has put calls of the tool right or confirmed them, `voice` says what these teach; null fills as untrained.
 */
export async function fillArguments(
  tool: Tool,
  request: string,
  recalled: readonly ExampleCall[],
  generator: TextGenerator,
  present: Present,
  signal?: AbortSignal,
  voice: ArgumentVoice | null = null,
  style: PromptStyle = plain,
): Promise<FilledCall> {
  const words = beginning(request, readableWords);
  const allowed = await allowedBy(tool, words);
  const prompt = style.argumentsPrompt(tool, words, recalled);
  const learned = voice
    ? await learnedValues(tool.parameters, allowed, voice, prompt, generator, signal)
    : { schema: allowed, lists: {}, from: {} };

  const write = async (schema: JsonSchema, maxTokens: number): Promise<FilledCall> => {
    const only = onlyCall(schema);
    if (only) return finish(only, schema);
    const written = await generator.generateObject(prompt, schema, { maxTokens }, signal);
    // A text that was cut short by Stop is not malformed.
    signal?.throwIfAborted();
    const values = parse(written.text);
    const apart = separateSpans(schema, values, words);
    return apart ? write(apart, maxTokens) : finish(values, schema);
  };
  const finish = async (values: ToolArguments, schema: JsonSchema): Promise<FilledCall> => {
    const missing = missingIn(tool.parameters, schema);
    const written = { ...values, ...learned.lists };
    const computed = await computeValues(tool.parameters, written as ToolArguments, present);
    const found = originsOf(tool.parameters, written as ToolArguments, computed, words, recalled);
    const provenance = withLearned(found, learned.from);
    return { arguments: validateArguments(tool, computed, missing), ...provenance, missing };
  };
  const repairable = (error: unknown) =>
    hasCode(error, 'arguments-malformed') || hasCode(error, 'generation-unfinished');

  return write(learned.schema, argumentTokens).catch((error: unknown) => {
    if (!repairable(error)) throw error;
    return write(learned.schema, 2 * argumentTokens);
  });
}
