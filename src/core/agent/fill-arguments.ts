import { ApprenticeError, hasCode } from '../errors/apprentice-error';
import { missingIn, narrowSchema } from '../generation/narrow-schema';
import type { TextGenerator } from '../ports/text-generator';
import type { Present } from '../tools/builtin/when';
import { computeValues } from '../tools/computed-values';
import { idleWords } from '../tools/idle-words';
import type { Json, JsonSchema } from '../tools/json-schema';
import { onlyCall } from '../tools/only-call';
import { readRequest } from '../tools/parsers/parsers';
import type { Tool, ToolArguments } from '../tools/tool';
import { validateArguments } from '../tools/validate-arguments';
import { originsOf, type Provenance } from './argument-origins';
import { claimReadings, separateSpans } from './distinct-spans';
import { argumentsPrompt, beginning, readableWords, type ExampleCall } from './prompts';

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

/** The tool's schema with the values that this request allows. */
async function allowedBy(tool: Tool, request: string): Promise<JsonSchema> {
  const readings = await readRequest(tool.parameters, request);
  const hints = { readings, idle: idleWords(tool) };
  return claimReadings(narrowSchema(tool.parameters, request, hints), request);
}

/**
 * The arguments of a call, written by the model under the tool's schema narrowed to the request's own words; where
 * the words leave no choice the model is not asked. What the request lacks is left out and named in `missing`:
 * the tool must not run then. What does not parse or fit is tried once more with more room. Throws
 * `arguments-malformed` after that; nothing has been run then. `present` is what "tomorrow" is counted from.
 */
export async function fillArguments(
  tool: Tool,
  request: string,
  recalled: readonly ExampleCall[],
  generator: TextGenerator,
  present: Present,
  signal?: AbortSignal,
): Promise<FilledCall> {
  const words = beginning(request, readableWords);
  const allowed = await allowedBy(tool, words);
  const prompt = argumentsPrompt(tool, words, recalled);

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
    const computed = await computeValues(tool.parameters, values, present);
    const provenance = originsOf(tool.parameters, values, computed, words, recalled);
    return { arguments: validateArguments(tool, computed, missing), ...provenance, missing };
  };
  const repairable = (error: unknown) =>
    hasCode(error, 'arguments-malformed') || hasCode(error, 'generation-unfinished');

  return write(allowed, argumentTokens).catch((error: unknown) => {
    if (!repairable(error)) throw error;
    return write(allowed, 2 * argumentTokens);
  });
}
