import type { ActionId, Decision, ToolStep } from '../memory/episode';
import type { ToolArguments } from '../tools/tool';

/** What happens in a turn, in this order; `turn-end` is the caller's, when the episode is stored. */
export type TurnEvent =
  | { readonly type: 'decision-end'; readonly decision: Decision; readonly embedding: Float32Array }
  | { readonly type: 'arguments-start'; readonly toolId: ActionId }
  | { readonly type: 'tool-start'; readonly toolId: ActionId; readonly arguments: ToolArguments }
  | { readonly type: 'tool-end'; readonly step: ToolStep }
  | { readonly type: 'text-start' }
  | { readonly type: 'text-delta'; readonly delta: string }
  | { readonly type: 'text-end'; readonly tokensPerSecond: number; readonly trimmed: number };
