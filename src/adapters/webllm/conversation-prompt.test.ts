import { expect, it } from 'vitest';
import { conversationPrompt } from './conversation-prompt';
import { readChatConfiguration } from './mlc-manifests';

const chatMl = readChatConfiguration({
  vocab_size: 10,
  conv_template: {
    system_template: '<|im_start|>system\n{system_message}<|im_end|>\n',
    system_message: 'You are a helpful assistant',
    roles: { user: '<|im_start|>user', assistant: '<|im_start|>assistant' },
    role_content_sep: '\n',
    role_empty_sep: '\n',
    seps: ['<|im_end|>\n'],
    stop_token_ids: [2],
  },
})!;

it('MLC’s chat format holds the messages in order and waits for the assistant', () => {
  const messages = [
    { role: 'system', content: 'Be $& brief.' },
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Yes?' },
    { role: 'user', content: 'Bye' },
  ] as const;
  expect(conversationPrompt(chatMl.conversation, messages)).toBe(
    '<|im_start|>system\nBe $& brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\nYes?<|im_end|>\n<|im_start|>user\nBye<|im_end|>\n<|im_start|>assistant\n',
  );
});

it('the format’s own system message stands in where there is none, and its second separator ends answers', () => {
  const llama2 = { ...chatMl.conversation, separators: [' ', '</s>'] };
  const messages = [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', content: 'Yes?' },
  ] as const;
  const prompt = conversationPrompt(llama2, messages);
  expect(prompt).toContain('You are a helpful assistant');
  expect(prompt).toContain('Hi <|im_start|>assistant\nYes?</s>');
});
