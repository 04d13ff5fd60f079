import type { ModelFamily } from '../../models/model-entry';
import { gemma } from './gemma';
import { hermes } from './hermes';
import { llama3 } from './llama3';
import { plain } from './plain';
import type { PromptStyle } from './prompt-style';

const styles: Readonly<Record<ModelFamily, PromptStyle>> = {
  smollm: plain,
  qwen: hermes,
  hermes,
  llama: llama3,
  gemma,
  mistral: plain,
  phi: plain,
  other: plain,
};

/** The style of a family; `plain` for those whose own format is not known here. */
export function promptStyleOf(family: ModelFamily): PromptStyle {
  return styles[family];
}
