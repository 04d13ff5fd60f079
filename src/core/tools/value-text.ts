import type { Json, ScalarSchema, ValueSchema } from './json-schema';

/** A value as people read and edit it: "yes", "2.5", "milk, eggs", "street: Main, city: Rome". */
export function textOfValue(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    // Semicolons part values that have commas of their own.
    const texts = value.map(textOfValue);
    return texts.join(texts.some((text) => text.includes(',')) ? '; ' : ', ');
  }
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value).map(([name, inner]) => `${name}: ${textOfValue(inner)}`);
  return parts.join('; ');
}

/**
 * What the user typed, as a value of the kind the schema asks for; as the text itself where it can't be read so,
 * which `validateArguments` then refuses with its reason.
 */
export function valueOfText(text: string, schema: ValueSchema): Json {
  if (schema.type === 'array') {
    const parts = text.split(text.includes(';') ? ';' : ',').map((part) => part.trim());
    return parts.filter(Boolean).map((part) => scalarOf(part, schema.items));
  }
  return schema.type === 'object' ? text : scalarOf(text, schema);
}

function scalarOf(text: string, schema: ScalarSchema): Json {
  if (schema.type === 'string') return text;
  if (schema.type === 'boolean') {
    if (/^(yes|true|on)$/i.test(text.trim())) return true;
    return /^(no|false|off)$/i.test(text.trim()) ? false : text;
  }
  const number = Number(text.replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? text : number;
}
