import { narrowSchema } from '../generation/narrow-schema';
import { idleWords } from '../tools/idle-words';
import type { JsonSchema } from '../tools/json-schema';
import { readRequest } from '../tools/parsers/parsers';
import type { Tool } from '../tools/tool';
import { claimReadings } from './distinct-spans';

/** The tool's schema with the values that this request allows, as far as rules can tell. */
export async function allowedBy(
  tool: Pick<Tool, 'id' | 'title' | 'parameters' | 'examples'>,
  request: string,
): Promise<JsonSchema> {
  const readings = await readRequest(tool.parameters, request);
  const adds = tool.id.split('_').includes('add');
  const hints = { readings, idle: idleWords(tool), adds };
  return claimReadings(narrowSchema(tool.parameters, request, hints), request);
}
