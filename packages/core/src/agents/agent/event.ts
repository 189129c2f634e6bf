import type { AssistantMessage, ToolCall, ToolMessage } from '../model/messages.ts';
import type { ModelEvent } from '../model/stream.ts';
import type { Usage } from '../model/usage.ts';

/** An event of `AugmentedLLM.generateStream`. */
export type GenerateEvent =
  | ModelEvent
  /** The model call failed and is retried. Discard the text received for this answer. */
  | { readonly type: 'restart' }
  /** The model's answer is complete. */
  | { readonly type: 'message'; readonly message: AssistantMessage }
  /** Usage of an answer. `cost` is in dollars, if the model has a price in the settings. */
  | { readonly type: 'usage'; readonly model: string; readonly usage: Usage; readonly cost?: number }
  | { readonly type: 'tool_call'; readonly call: ToolCall }
  | { readonly type: 'tool_result'; readonly message: ToolMessage }
  /** Another agent took over. */
  | { readonly type: 'handoff'; readonly agent: string };
