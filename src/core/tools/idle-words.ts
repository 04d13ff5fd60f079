import { wordsOf } from './builtin/content-words';
import type { Tool, ToolExample } from './tool';
import { textOfValue } from './value-text';

/** Words that carry no value by themselves, in any request. */
const functionWords = wordsOf(
  `a an the that some my your me i i'm i've i'd you we us to of on in at for from with about by into onto and or is
  are be do does have can could will would must please just also hey ok okay want need like let's lets`,
);
/** Words that stand for something that is not said, unless the tool's own values have them. */
const placeholders = wordsOf('something anything thing things stuff it this these them one ones');

/**
 * Words that only ask for the tool: those of its id and title, those around the values in its own examples ("add … to
 * my shopping list"), and function words. A span of nothing else is no value: "my list" in "add to my list".
 */
export function idleWords(tool: Pick<Tool, 'id' | 'title' | 'examples'>): ReadonlySet<string> {
  const values = new Set(
    tool.examples.flatMap((example) =>
      Object.values(example.arguments).flatMap((value) => wordsOf(textOfValue(value))),
    ),
  );
  const around = [
    ...placeholders,
    ...wordsOf(tool.id.replaceAll('_', ' ')),
    ...wordsOf(tool.title),
    ...tool.examples.flatMap(frameOf),
  ].filter((word) => !values.has(word));
  return new Set([...functionWords, ...around]);
}

/** The words of a request outside of the values that were taken from it. */
function frameOf({ request, arguments: values }: ToolExample): string[] {
  let frame = request;
  for (const value of Object.values(values).flat()) frame = frame.replace(textOfValue(value), ' ');
  return wordsOf(frame);
}
