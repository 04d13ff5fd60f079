import type { ModelFamily } from '../../../core/models/model-entry';
import type { GgufMetadata } from './gguf/gguf-metadata';

/** Whose way of writing prompts a file follows: by its name, its layout and, above all, its template. */
export function familyOf(metadata: GgufMetadata): ModelFamily {
  const template = metadata.optionalText('tokenizer.chat_template') ?? '';
  const names = ['general.name', 'general.basename', 'general.architecture'];
  const name = names.map((key) => metadata.optionalText(key) ?? '').join(' ');
  const chatMl = template === '' || template.includes('<|im_start|>');
  if (chatMl && /smol/i.test(name)) return 'smollm';
  if (chatMl && /hermes/i.test(name)) return 'hermes';
  if (chatMl && /qwen/i.test(name)) return 'qwen';
  if (template.includes('<|start_header_id|>')) return 'llama';
  if (template.includes('[INST]')) return 'mistral';
  return 'other';
}
