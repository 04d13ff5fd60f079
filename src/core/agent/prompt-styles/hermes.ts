import { chatStyle } from './chat-style';

/** Qwen and Hermes: ChatML, signatures in `<tools>`, calls in `<tool_call>` (the format of their chat templates). */
export const hermes = chatStyle({
  name: 'hermes',
  begin: '<|im_start|>system\n',
  signature: (signature) => ({ type: 'function', function: signature }),
  functions: (signatures) =>
    `\n\n# Tools\n\nThe functions that you may call, as signatures within <tools></tools> tags:\n<tools>\n${signatures.join('\n')}\n</tools>\n\nTo call one, write its name and its arguments as a JSON object within <tool_call></tool_call> tags:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n`,
  request: (text) => `<|im_start|>user\n${text}<|im_end|>\n`,
  answer: '<|im_start|>assistant\n',
  call: ['<tool_call>\n{"name": "', '", "arguments": ', '}\n</tool_call><|im_end|>\n'],
});
