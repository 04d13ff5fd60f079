import { chatStyle } from './chat-style';

const end = '<end_of_turn>\n';

/**
 * Gemma: no system role, so that the instructions open the user's first turn, and no tokens for tools: it is told to
 * write a call as JSON (ai.google.dev/gemma/docs/capabilities/function-calling).
 */
export const gemma = chatStyle({
  name: 'gemma',
  begin: '<bos><start_of_turn>user\n',
  signature: (signature) => signature,
  functions: (signatures) =>
    ` If you decide to call one, put it in the format {"name": function name, "parameters": dictionary of argument name and its value} and write nothing else.\n\n[\n${signatures.join(',\n')}\n]\n\n`,
  request: (text, isFirst) => `${isFirst ? '' : '<start_of_turn>user\n'}${text}${end}`,
  answer: '<start_of_turn>model\n',
  call: ['{"name": "', '", "parameters": ', `}${end}`],
});
