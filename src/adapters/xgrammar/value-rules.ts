import type {
  ArraySchema,
  JsonSchema,
  NumberSchema,
  ObjectSchema,
  StringSchema,
  ValueSchema,
} from '../../core/tools/json-schema';
import { literal } from './rule-book';
import type { RuleBook } from './rule-book';
import { wordGraph } from './word-graph';

/** Longest `minLength` that the grammar keeps. */
const keptLength = 16;
/** Longest list: without an end a small model repeats its last item for ever. */
const longestList = 20;

/** Name of the rule for a value of a property; rules that it needs are added to `rules`. */
function valueRule(schema: ValueSchema, rules: RuleBook): string {
  return rules.once(`value:${JSON.stringify(schema)}`, (rule) => [
    `${rule} ::= ${valueExpression(schema, rules)}`,
  ]);
}

function valueExpression(schema: ValueSchema, rules: RuleBook): string {
  switch (schema.type) {
    case 'string':
      return stringExpression(schema, rules);
    case 'boolean':
      return '"true" | "false"';
    case 'array':
      return listRule(schema, rules);
    case 'object':
      return objectRule(schema, rules);
    default:
      return numberExpression(schema);
  }
}

/** Name of the rule for an object: properties in the schema's order, optional ones left out or not. */
export function objectRule(schema: JsonSchema | ObjectSchema, rules: RuleBook): string {
  const properties = Object.entries(schema.properties);
  return rules.once(`object:${JSON.stringify(schema)}`, (rule) => {
    // <rule>_<i>_0: from property i on, when nothing has been written yet; <rule>_<i>_1: after a property.
    const lines = [`${rule} ::= "{" ${rule}_0_0`];
    properties.forEach(([name, property], index) => {
      const value = valueRule(property, rules);
      for (const started of [0, 1]) {
        const separator = started === 1 ? ', ' : '';
        const key = literal(`${separator}${JSON.stringify(name)}: `);
        const skip = schema.required.includes(name) ? '' : ` | ${rule}_${index + 1}_${started}`;
        lines.push(`${rule}_${index}_${started} ::= ${key} ${value} ${rule}_${index + 1}_1${skip}`);
      }
    });
    const end = properties.length;
    return [...lines, `${rule}_${end}_0 ::= "}"`, `${rule}_${end}_1 ::= "}"`];
  });
}

/** Name of the rule for a list of `minItems` to `maxItems` values, of at most `longestList`. */
function listRule(schema: ArraySchema, rules: RuleBook): string {
  const least = schema.minItems ?? 0;
  const most = Math.min(schema.maxItems ?? longestList, longestList);
  return rules.once(`list:${JSON.stringify(schema)}`, (rule) => {
    const item = valueRule(schema.items, rules);
    // <rule>_<n>: after n values.
    const lines = [`${rule} ::= "[" ${rule}_0`];
    for (let count = 0; count <= most; count++) {
      const next = `${count === 0 ? '' : '", " '}${item} ${rule}_${count + 1}`;
      const ways = [...(count < most ? [next] : []), ...(count >= least ? ['"]"'] : [])];
      lines.push(`${rule}_${count} ::= ${ways.join(' | ')}`);
    }
    return lines;
  });
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
  if (schema.enum) return schema.enum.map((value) => literal(JSON.stringify(value))).join(' | ');
  const sign = (schema.minimum ?? -1) < 0 ? '"-"? ' : '';
  const whole = `${sign}("0" | [1-9] [0-9]{0,14})`;
  return schema.type === 'integer' ? whole : `${whole} ("." [0-9]{1,6})?`;
}
