import type { SlotTool } from '../../src/core/slots/slot';
import { alignValues } from '../../src/core/slots/align-values';
import type { CallRow } from './call-stream';
import type { FilledSlots } from './scoring';

/** A slot takes a list where at least this share of its values in the file are lists. */
const LIST_SHARE = 0.1;

/** The labels as tools: their parameters are all slots that the file knows for them, none of them required. */
export function callTools(rows: readonly CallRow[]): ReadonlyMap<string, SlotTool> {
  const tools = new Map<string, Map<string, { uses: number; lists: number }>>();
  for (const { label, arguments: values } of rows) {
    const slots = tools.get(label) ?? new Map<string, { uses: number; lists: number }>();
    tools.set(label, slots);
    for (const [name, value] of Object.entries(values)) {
      const count = slots.get(name) ?? { uses: 0, lists: 0 };
      const lists = count.lists + Number(typeof value !== 'string');
      slots.set(name, { uses: count.uses + 1, lists });
    }
  }
  return new Map(
    [...tools].map(([id, slots]) => {
      const parameters = [...slots].map(([name, { uses, lists }]) => ({
        name,
        kind: 'request' as const,
        required: false,
        many: lists >= LIST_SHARE * uses,
      }));
      parameters.sort((a, b) => (a.name < b.name ? -1 : 1));
      return [id, { id, parameters }];
    }),
  );
}

/** Only the tool's parameters, one value each unless they take lists, all of them words of the request. */
export function isValidCall(tool: SlotTool, request: string, filled: FilledSlots): boolean {
  const known = Object.entries(filled).every(([name, values]) => {
    const parameter = tool.parameters.find((candidate) => candidate.name === name);
    return parameter && values.length > 0 && (parameter.many || values.length === 1);
  });
  return known && alignValues(request, filled, tool) !== null;
}
