import type { ChatMessage } from '../../core/ports/language-model';
import type { ConversationTemplate } from './mlc-manifests';

/** A chat format of MLC's, for models whose tokenizer brings no template; ready for the assistant's answer. */
export function conversationPrompt(
  template: ConversationTemplate,
  messages: readonly ChatMessage[],
): string {
  const [first = ''] = template.separators;
  const last = template.separators.at(-1) ?? first;
  const system = messages.find(({ role }) => role === 'system')?.content ?? template.systemMessage;
  const parts = [template.systemTemplate.replace('{system_message}', () => system)];
  for (const { role, content } of messages) {
    if (role === 'system') continue;
    const end = role === 'assistant' ? last : first;
    parts.push(template.roles[role] + template.contentSeparator + content + end);
  }
  parts.push(template.roles.assistant + template.emptySeparator);
  return parts.join('');
}
