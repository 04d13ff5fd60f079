export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Where a parameter's value comes from (LEARNING.md, "Arguments"):
 * `request` a contiguous span of the user's words (strings without an enum, when nothing is said); `enum` one of
 * the listed values; `number` one that the request contains (numbers, when nothing is said); `parser` words that
 * the parser `x-parser` can read; `text` free generation.
 */
export type ValueSource = 'request' | 'enum' | 'number' | 'parser' | 'text';

/**
 * What reads a `parser` value: `moment` a day or time ("tomorrow at 5"), `duration` ("an hour and a half"),
 * `quantity` an amount with its unit ("500 ml"), `unit` a unit ("cups"), `calculation` ("12 times 7").
 */
export type ParserName = 'moment' | 'duration' | 'quantity' | 'unit' | 'calculation';

interface Described {
  readonly description?: string;
  /** The value of a parameter for which the request has none. */
  readonly default?: Json;
  /** What to ask when the request lacks it: "When should I remind you?". */
  readonly 'x-question'?: string;
}

export interface StringSchema extends Described {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  /** `date` and `date-time` make a moment's words into ISO 8601; of others only spans that fit are allowed. */
  readonly format?: string;
  readonly 'x-source'?: ValueSource;
  readonly 'x-parser'?: ParserName;
}

export interface NumberSchema extends Described {
  readonly type: 'number' | 'integer';
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly 'x-source'?: ValueSource;
}

export interface BooleanSchema extends Described {
  readonly type: 'boolean';
}

export type ScalarSchema = StringSchema | NumberSchema | BooleanSchema;

/** A list of plain values, each taken from where a parameter of its kind would be. */
export interface ArraySchema extends Described {
  readonly type: 'array';
  readonly items: ScalarSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** An object inside the arguments: one level deep, so none within it. */
export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ScalarSchema | ArraySchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

export type ValueSchema = ScalarSchema | ArraySchema | ObjectSchema;

/** The subset of JSON Schema that tools use; `readSchema` brings others' schemas into it or refuses them. */
export interface JsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ValueSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

/** The scalar's source where the schema does not say. */
export function sourceOf(schema: StringSchema | NumberSchema): ValueSource {
  return (
    schema['x-source'] ?? (schema.enum ? 'enum' : schema.type === 'string' ? 'request' : 'number')
  );
}
