import { gemma } from '../src/core/agent/prompt-styles/gemma';
import { hermes } from '../src/core/agent/prompt-styles/hermes';
import { llama3 } from '../src/core/agent/prompt-styles/llama3';
import { plain } from '../src/core/agent/prompt-styles/plain';
import type { PromptStyle } from '../src/core/agent/prompt-styles/prompt-style';

export const styles: readonly PromptStyle[] = [plain, hermes, llama3, gemma];

/** The style that a command line names. */
export function styleNamed(name: string): PromptStyle {
  const style = styles.find((one) => one.name === name);
  if (!style) throw new Error(`There is no style “${name}”.`);
  return style;
}
