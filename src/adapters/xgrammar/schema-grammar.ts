import type { JsonSchema } from '../../core/tools/json-schema';
import { RuleBook } from './rule-book';
import { objectRule } from './value-rules';

/**
 * The grammar, in xgrammar's EBNF, of the JSON texts that `schema` allows: one line, properties in the schema's
 * order, `": "` and `", "` as separators, lists of at most 20 values. `maxLength`, `maximum`, `uniqueItems` and a
 * `minimum` other than a sign are not in it: whoever runs the call checks them.
 */
export function schemaGrammar(schema: JsonSchema): string {
  const rules = new RuleBook();
  const object = objectRule(schema, rules);
  return [`root ::= ${object}`, ...rules.lines(), ''].join('\n');
}
