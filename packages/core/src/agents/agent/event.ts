import type { AssistantMessage, ToolCall, ToolMessage } from '../model/messages.ts';
import type { ModelEvent } from '../model/stream.ts';
import type { Usage } from '../model/usage.ts';

/** What happens while a model answers: an item of `AugmentedLLM.generateStream`. */
export type GenerateEvent =
  | ModelEvent
  /** The call to the model failed and is made again: what was told of this answer's text is void. */
  | { readonly type: 'restart' }
  /** An answer of the model is whole. */
  | { readonly type: 'message'; readonly message: AssistantMessage }
  /** What the answer took; `cost` in dollars, where its model has a price in the settings. */
  | { readonly type: 'usage'; readonly model: string; readonly usage: Usage; readonly cost?: number }
  | { readonly type: 'tool_call'; readonly call: ToolCall }
  | { readonly type: 'tool_result'; readonly message: ToolMessage }
  /** Another agent goes on. */
  | { readonly type: 'handoff'; readonly agent: string };
