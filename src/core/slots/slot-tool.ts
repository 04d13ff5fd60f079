import { sourceOf } from '../tools/json-schema';
import type { ValueSchema } from '../tools/json-schema';
import type { Tool } from '../tools/tool';
import type { SlotParameter, SlotTool } from './slot';

/**
 * The part of a tool that is learned from calls: parameters whose values are words of the request, and lists of such.
 * Enums, numbers and what parsers read stay with the grammar, values inside objects too.
 */
export function slotToolOf({ id, parameters }: Pick<Tool, 'id' | 'parameters'>): SlotTool {
  const slots = Object.entries(parameters.properties).flatMap(([name, schema]): SlotParameter[] => {
    const many = schema.type === 'array';
    if (!isWords(many ? schema.items : schema)) return [];
    return [{ name, kind: 'request', required: parameters.required.includes(name), many }];
  });
  return { id, parameters: slots };
}

function isWords(schema: ValueSchema): boolean {
  return schema.type === 'string' && sourceOf(schema) === 'request';
}
