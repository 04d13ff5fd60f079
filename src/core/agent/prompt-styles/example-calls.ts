import type { Tool, ToolArguments } from '../../tools/tool';
import { mostAlike } from '../most-alike';
import { beginning, readableWords, type ExampleCall } from '../prompts';
import { safeText } from './safe-text';

/** JSON in the spacing that the grammar writes: `{"text": "milk", "count": 2}`. */
export function writeArguments(values: ToolArguments): string {
  const entries = Object.entries(values).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return safeText(`{${entries.join(', ')}}`);
}

/** A request of any length, as much of it as is read, on one line. */
export function shownRequest(request: string): string {
  return safeText(beginning(request, readableWords));
}

/** What is shown right before the request: the tool's own example that is most like it, then calls of the user's. */
export function nearExamples(
  tool: Tool,
  request: string,
  recalled: readonly ExampleCall[],
): readonly ExampleCall[] {
  const near = mostAlike(tool.examples, request);
  return near ? [near, ...recalled] : recalled;
}
