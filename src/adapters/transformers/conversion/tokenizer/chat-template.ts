import { ConversionError } from '../conversion-error';
import type { GgufMetadata } from '../gguf/gguf-metadata';

/** ChatML, for files that have its tokens and no template. */
const CHATML =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/**
 * The template that writes a conversation as the model was trained to read it.
 * @throws ConversionError `unsupported-tokenizer` for a base model, which has none
 */
export function chatTemplateOf(metadata: GgufMetadata, tokens: readonly string[]): string {
  const template = metadata.optionalText('tokenizer.chat_template');
  if (template !== undefined) return template;
  if (tokens.includes('<|im_start|>') && tokens.includes('<|im_end|>')) return CHATML;
  throw new ConversionError(
    'conversion-unsupported-tokenizer',
    'The model has no chat template: it continues texts and was not trained to answer; take its instruct or chat version.',
  );
}
