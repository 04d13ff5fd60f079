import type { Json, JsonSchema, ObjectSchema, ValueSchema } from './json-schema';
import type { ToolArguments } from './tool';

/** The one call that a narrowed schema allows; null where it leaves a choice. */
export function onlyCall(schema: JsonSchema | ObjectSchema): ToolArguments | null {
  const entries: [string, Json][] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    if (!schema.required.includes(name)) return null;
    const value = onlyValue(property);
    if (value === null) return null;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

/** Null where there is a choice; null itself is no value of these schemas. */
function onlyValue(property: ValueSchema): Json | null {
  if (property.type === 'object') return onlyCall(property) as Json;
  if (property.type === 'array') {
    const value = property.minItems === 1 && property.maxItems === 1 && onlyValue(property.items);
    return value === false || value === null ? null : [value];
  }
  if (property.type === 'boolean') return null;
  return property.enum?.length === 1 ? property.enum[0] : null;
}
