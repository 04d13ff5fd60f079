import { numberWords } from '../generation/request-numbers';
import type { ArgumentOrigin, LearnedFrom } from '../memory/episode';
import type { Json, JsonSchema, ObjectSchema, ValueSchema } from '../tools/json-schema';
import type { ToolArguments } from '../tools/tool';
import { textOfValue } from '../tools/value-text';
import type { ExampleCall } from './prompts';

/** Where each argument came from, by parameter ("address.city" for one inside an object). */
export interface Provenance {
  readonly origins: Readonly<Record<string, ArgumentOrigin>>;
  /** The request's words that a value was read from, where they are not the value itself. */
  readonly words?: Readonly<Record<string, string>>;
  /** The earlier call that a value was learned from. */
  readonly learned?: Readonly<Record<string, LearnedFrom>>;
}

/** The same with the values that were learned marked so. */
export function withLearned(
  { origins, words }: Provenance,
  learned: Readonly<Record<string, LearnedFrom>>,
): Provenance {
  const names = Object.keys(learned).filter((name) => Object.hasOwn(origins, name));
  if (names.length === 0) return { origins, words };
  return {
    origins: { ...origins, ...Object.fromEntries(names.map((name) => [name, 'memory' as const])) },
    words,
    learned: Object.fromEntries(names.map((name) => [name, learned[name]])),
  };
}

/**
 * @param written what was taken from the request or written by the model, before values were computed
 * @param computed the arguments as the tool gets them
 */
export function originsOf(
  schema: JsonSchema,
  written: ToolArguments,
  computed: ToolArguments,
  request: string,
  recalled: readonly ExampleCall[],
): Provenance {
  const spelt = numberWords(request);
  const remembered = new Set(
    recalled.flatMap((call) => Object.values(call.arguments).flat().map(textOfValue)),
  );
  const origins: [string, ArgumentOrigin][] = [];
  const words: [string, string][] = [];
  const add = (
    { properties }: JsonSchema | ObjectSchema,
    before: ToolArguments,
    after: ToolArguments,
    path: string,
  ): void => {
    for (const [name, value] of Object.entries(after)) {
      const property = properties[name];
      const source = Object.hasOwn(before, name) ? before[name] : undefined;
      if (property?.type === 'object' && isObject(value)) {
        add(property, isObject(source) ? source : {}, value, `${path}${name}.`);
        continue;
      }
      origins.push([
        `${path}${name}`,
        source === undefined ? 'default' : originOf(property, source),
      ]);
      const read = wordsRead(source, value);
      if (read !== null) words.push([`${path}${name}`, read]);
    }
  };
  add(schema, written, computed, '');
  return { origins: Object.fromEntries(origins), words: Object.fromEntries(words) };

  function originOf(property: ValueSchema | undefined, source: Json): ArgumentOrigin {
    const values = [source].flat();
    if (values.every(isInRequest)) return readsClock(property) ? 'clock' : 'words';
    return values.every((value) => remembered.has(textOfValue(value))) ? 'memory' : 'generated';
  }

  function isInRequest(value: Json): boolean {
    if (typeof value === 'number') return spelt.has(value);
    return typeof value === 'string' && value !== '' && includesWords(request, value);
  }

  function wordsRead(source: Json | undefined, value: Json): string | null {
    if (source === undefined) return null;
    if (typeof source === 'number') {
      const said = spelt.get(source);
      return said === undefined || said === String(source) ? null : said;
    }
    const [before, after] = [textOfValue(source), textOfValue(value)];
    return before !== after && typeof source === 'string' ? before : null;
  }
}

/** True where the words stand in the request, not as parts of others ("art" in "start"). */
function includesWords(request: string, words: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  for (let at = request.indexOf(words); at !== -1; at = request.indexOf(words, at + 1)) {
    const outside = [request.slice(0, at).at(-1), request[at + words.length]];
    if (!outside.some((character) => character !== undefined && letter.test(character)))
      return true;
  }
  return false;
}

function readsClock(property: ValueSchema | undefined): boolean {
  const scalar = property?.type === 'array' ? property.items : property;
  return scalar?.type === 'string' && scalar['x-parser'] === 'moment';
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
