import type { JsonSchema } from '../../core/tools/json-schema';
import { RuleBook, literal } from './rule-book';
import { valueExpression } from './value-rules';

/**
 * The grammar, in xgrammar's EBNF, of the JSON texts that `schema` allows: one line, properties in the schema's
 * order, `": "` and `", "` as separators. `maxLength`, `maximum` and a `minimum`
 * other than a sign are not in it: whoever runs the call checks them.
 */
export function schemaGrammar(schema: JsonSchema): string {
  const rules = new RuleBook();
  const properties = Object.entries(schema.properties);
  const lines: string[] = [];

  // rest_<i>_0: from property i on, when nothing has been written yet; rest_<i>_1: after a property.
  properties.forEach(([name, property], index) => {
    const value = rules.once(`value:${JSON.stringify(property)}`, (rule) => [
      `${rule} ::= ${valueExpression(property, rules)}`,
    ]);
    for (const started of [0, 1]) {
      const separator = started === 1 ? ', ' : '';
      const key = literal(`${separator}${JSON.stringify(name)}: `);
      const skip = schema.required.includes(name) ? '' : ` | rest_${index + 1}_${started}`;
      lines.push(`rest_${index}_${started} ::= ${key} ${value} rest_${index + 1}_1${skip}`);
    }
  });
  const end = properties.length;
  lines.push(`rest_${end}_0 ::= "}"`, `rest_${end}_1 ::= "}"`);
  return [`root ::= "{" rest_0_0`, ...lines, ...rules.lines(), ''].join('\n');
}
