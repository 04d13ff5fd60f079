import type { Tool } from '../../../core/tools/tool';

/** One example request each of `limit` different tools, those that change something and those that answer by turns. */
export function exampleRequests(tools: readonly Tool[], limit: number): string[] {
  const of = (permission: Tool['permission']) =>
    tools.filter((tool) => tool.permission === permission);
  const [writing, reading] = [of('write'), of('read')];
  const requests: string[] = [];
  for (let turn = 0; turn < tools.length && requests.length < limit; turn += 1)
    for (const tool of [writing[turn], reading[turn]]) {
      const request = tool?.examples[0]?.request;
      if (request !== undefined && requests.length < limit) requests.push(request);
    }
  return requests;
}
