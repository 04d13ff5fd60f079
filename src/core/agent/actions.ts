import { REPLY, type ActionId } from '../memory/episode';
import type { Tool } from '../tools/tool';

/** Something the agent can decide to do, as the prior sees it. */
export interface Action {
  readonly id: ActionId;
  /** For people. */
  readonly title: string;
  readonly description: string;
  /** Requests it is for; the first one stands in the prompt. */
  readonly examples: readonly string[];
}

/** Requests for words, chosen to lie apart from the tools': knowledge, advice, small talk, writing. */
const replyExamples = [
  'who painted the Mona Lisa?',
  'hello, how are you today?',
  'tell me a joke about cats',
  'why is the sky blue?',
  'what is your name?',
  'thank you, that was helpful',
  'write a short poem about autumn',
  'what is the capital of Australia?',
  'give me some tips for a job interview',
  'what does the word ephemeral mean?',
  'can you recommend a good book?',
  'how do I cook rice?',
  'what can you do?',
  'what is the weather like this week?',
  'book me a flight to Rome',
  'play some jazz',
  'tell me something interesting about elephants',
  'what is there to do in Paris',
  'are you a real person?',
  'how do I make pancakes',
  'what is the meaning of life',
  'who made you',
  'I am bored',
  'what is the forecast for tomorrow',
  'explain how vaccines work',
  'goodbye, see you later',
  'translate good morning into French',
  'what should I eat tonight',
  'thanks a lot for your help',
  'I want to thank you',
  'I am glad you did that for me',
  'I appreciate it',
  'okay thank you',
  'which company built you',
  'who wrote your code',
  'where were you made',
  'look up a recipe for lasagna',
  'what are the steps to make bread',
  'instructions for a cheesecake',
  'define the word benign',
  'find the meaning of lucid',
  'a fun fact about space',
  'I want some trivia about chocolate',
  'say something funny about food',
  'what does Texas have for tourists to do',
  'where is a good place to get away',
  'how much snow did it have last year',
  'are you an automated program',
  'do you like cheese or ham better',
];

export const replyAction: Action = {
  id: REPLY,
  title: 'Answer in words',
  description: 'Answers in words when no tool fits.',
  examples: replyExamples,
};

/** Every action the agent may choose, `reply` last. */
export function actionsOf(tools: readonly Tool[]): Action[] {
  const fromTool = ({ id, title, description, examples, wordings }: Tool): Action => ({
    id,
    title,
    description,
    examples: [...examples.map((example) => example.request), ...wordings],
  });
  return [...tools.map(fromTool), replyAction];
}
