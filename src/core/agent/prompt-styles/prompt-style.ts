import type { ActionId } from '../../memory/episode';
import type { Prompt } from '../../ports/text-generator';
import type { Tool } from '../../tools/tool';
import type { Action } from '../actions';
import type { ExampleCall } from '../prompts';

export type PromptStyleName = 'plain' | 'hermes' | 'llama3' | 'gemma';

/** What the model may write next, and the action that it has chosen then. */
export interface Continuation {
  readonly action: ActionId;
  readonly text: string;
}

/**
 * How the models of a family are asked: which action, and with which arguments. Special tokens stand written out
 * (`<|im_start|>`); texts of the user, of tools and of the record come into a prompt through `safeText` only.
 */
export interface PromptStyle {
  readonly name: PromptStyleName;
  /** What stands before the actions: the same for every decision. */
  readonly opening: string;
  /** The actions, as the model is told of them; the same for every request. */
  introduce(actions: readonly Action[]): string;
  /** The request, and the answer's beginning; one of the continuations follows. */
  ask(request: string): string;
  /** At least one for each action, in the order of the actions; no two are equal. */
  continuations(actions: readonly Action[]): readonly Continuation[];
  /**
   * Asks for a call's arguments; the JSON object follows. The tool's own examples stand in the prefix, then the one most
   * like the request once more, calls that the user confirmed, and the request: a small model imitates what it read last.
   */
  argumentsPrompt(tool: Tool, request: string, recalled: readonly ExampleCall[]): Prompt;
}
