import { isDuration } from '../builtin/duration';
import type { JsonSchema, ParserName } from '../json-schema';
import { calculationsIn } from './calculations';
import { leftmostLongest } from './leftmost-longest';
import { momentsIn } from './moments';
import { quantitiesIn, unitsIn } from './quantities';

/** What each parser finds in a request, in the request's own words and order. */
const parsers: Readonly<
  Record<ParserName, (request: string) => readonly string[] | Promise<readonly string[]>>
> = {
  moment: momentsIn,
  duration: (request) =>
    leftmostLongest(request, {
      mayBegin: (word) => /\d|^[a-z-]+$/iu.test(word),
      mayEnd: (word) => /[a-z]|\d:\d\d/iu.test(word),
      reads: isDuration,
    }),
  quantity: quantitiesIn,
  unit: unitsIn,
  calculation: calculationsIn,
};

/** The words of a request that the parsers of a tool's parameters can read. */
export async function readRequest(
  schema: JsonSchema,
  request: string,
): Promise<ReadonlyMap<ParserName, readonly string[]>> {
  const readings = new Map<ParserName, readonly string[]>();
  for (const name of parsersOf(schema)) readings.set(name, await parsers[name](request));
  return readings;
}

function parsersOf(schema: Pick<JsonSchema, 'properties'>): Set<ParserName> {
  const names = new Set<ParserName>();
  for (const property of Object.values(schema.properties)) {
    if (property.type === 'object') parsersOf(property).forEach((name) => names.add(name));
    const scalar = property.type === 'array' ? property.items : property;
    if (scalar.type === 'string' && scalar['x-parser']) names.add(scalar['x-parser']);
  }
  return names;
}
