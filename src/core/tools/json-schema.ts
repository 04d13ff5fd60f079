export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Where a parameter's value comes from (LEARNING.md, "Arguments"):
 * `request` a contiguous span of the user's words; `enum` one of the listed values; `number` one that the
 * request contains; `text` free generation.
 */
export type ValueSource = 'request' | 'enum' | 'number' | 'text';

export interface StringSchema {
  readonly type: 'string';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly 'x-source'?: ValueSource;
}

export interface NumberSchema {
  readonly type: 'number' | 'integer';
  readonly description?: string;
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly 'x-source'?: ValueSource;
}

export type ValueSchema = StringSchema | NumberSchema;

/** The subset of JSON Schema that tools use: one flat object. */
export interface JsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, ValueSchema>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}
