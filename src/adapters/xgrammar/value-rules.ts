import type { NumberSchema, StringSchema, ValueSchema } from '../../core/tools/json-schema';
import { literal } from './rule-book';
import type { RuleBook } from './rule-book';
import { wordGraph } from './word-graph';

/** Longest `minLength` that the grammar keeps. */
const keptLength = 16;

/** The expression for a value of a property; rules that it needs are added to `rules`. */
export function valueExpression(schema: ValueSchema, rules: RuleBook): string {
  if (schema.type === 'string') return stringExpression(schema, rules);
  if (schema.enum) return schema.enum.map((value) => literal(JSON.stringify(value))).join(' | ');
  return numberExpression(schema);
}

function stringExpression(schema: StringSchema, rules: RuleBook): string {
  const quote = literal('"');
  if (schema.enum) {
    const contents = schema.enum.map((value) => JSON.stringify(value).slice(1, -1));
    return `${quote} ${rules.once(`enum:${contents.join('\n')}`, (name) => wordGraph(contents, name))} ${quote}`;
  }
  // \u escapes are left out: they could spell half a surrogate pair, and every character can be written as it is.
  const character = rules.once('character', (name) => [
    `${name} ::= [^"\\\\\\x00-\\x1F] | "\\\\" ["\\\\/bfnrt]`,
  ]);
  // Written out: xgrammar 0.1.27 takes 0.1 s for `{1,}` and 1.7 s for `{1,64}`, 3 ms for `*`.
  const least = `${character} `.repeat(Math.min(schema.minLength ?? 0, keptLength));
  return `${quote} ${least}${character}* ${quote}`;
}

function numberExpression(schema: NumberSchema): string {
  const sign = (schema.minimum ?? -1) < 0 ? '"-"? ' : '';
  const whole = `${sign}("0" | [1-9] [0-9]{0,14})`;
  return schema.type === 'integer' ? whole : `${whole} ("." [0-9]{1,6})?`;
}
