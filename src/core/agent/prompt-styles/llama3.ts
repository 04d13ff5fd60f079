import { chatStyle } from './chat-style';

const turn = (role: string) => `<|start_header_id|>${role}<|end_header_id|>\n\n`;

/** Llama 3.1 and later: calls as JSON, `parameters` for the arguments (Meta's prompt formats, "JSON based tool calling"). */
export const llama3 = chatStyle({
  name: 'llama3',
  begin: `<|begin_of_text|>${turn('system')}`,
  signature: (signature) => ({ type: 'function', function: signature }),
  functions: (signatures) =>
    ` To call a function, respond with JSON in the format {"name": function name, "parameters": dictionary of argument name and its value}. Do not use variables.\n\n${signatures.join('\n\n')}<|eot_id|>`,
  request: (text) => `${turn('user')}${text}<|eot_id|>`,
  answer: turn('assistant'),
  call: ['{"name": "', '", "parameters": ', '}<|eot_id|>'],
});
