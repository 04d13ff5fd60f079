import { parameterAt } from './change-argument';
import type { Tool } from './tool';

/**
 * What to ask the user when a call of `tool` lacks the required parameters `missing` (paths, at least one):
 * the parameters' own questions ("When should I remind you?"), or else one made from what they are called.
 */
export function askFor(
  tool: Pick<Tool, 'title' | 'parameters'>,
  missing: readonly string[],
): string {
  const schemas = missing.map((path) => ({ path, schema: parameterAt(tool.parameters, path) }));
  const asked = schemas.flatMap(({ schema }) => schema?.['x-question'] ?? []);
  const unnamed = schemas.filter(({ schema }) => !schema?.['x-question']);
  if (unnamed.length === 0) return asked.join(' ');
  const names = unnamed.map(({ path, schema }) => `“${schema?.description ?? readable(path)}”`);
  return [...asked, `What should I enter for ${names.join(' and ')} in ${tool.title}?`].join(' ');
}

/** "address.postal_code" as "address postal code". */
function readable(path: string): string {
  return path.replace(/[._]+/g, ' ');
}
