import type { Learning } from '../learning/learning';
import type { PriorWeights } from '../learning/prior-weights';
import type { ActionId } from '../memory/episode';
import type { Clock } from '../ports/clock';
import type { TextGenerator } from '../ports/text-generator';
import type { ArgumentVoice } from '../slots/argument-voice';
import type { Tool } from '../tools/tool';
import type { UserDataReader } from '../tools/user-data';
import type { Action } from './actions';
import type { PromptStyle } from './prompt-styles/prompt-style';
import type { ExampleCall } from './prompts';

/** What a turn needs from the rest of the application. */
export interface AgentPorts {
  readonly generator: TextGenerator;
  readonly tools: readonly Tool[];
  /** The tools and `reply`, in the order in which candidates are scored. */
  readonly actions: readonly Action[];
  readonly data: UserDataReader;
  readonly clock: Clock;
  /** Minutes to add to UTC for the user's own time, at the given moment. */
  utcOffset(at: number): number;
  newId(): string;
  systemPrompt(): string;
  /** What the user has told about themselves, one each. */
  facts(): readonly string[];
  readonly learning: Pick<Learning, 'situate' | 'decide'>;
  /** The language model's name, for the record. */
  modelId(): string;
  /** How it is asked. */
  promptStyle(): PromptStyle;
  /** What it counts for in a decision. */
  priorWeights(): PriorWeights;
  /** Calls of a tool that the user made right or confirmed, nearest to the request last. */
  recallCalls(toolId: ActionId, embedding: Float32Array): readonly ExampleCall[];
  /** What calls of the tool that the user made right or confirmed say about this request's arguments. */
  learnedArguments(tool: Tool, request: string): Promise<ArgumentVoice | null>;
  /** The user's own wording of the answer to (nearly) this request. */
  recallAnswer(embedding: Float32Array): string | null;
}
