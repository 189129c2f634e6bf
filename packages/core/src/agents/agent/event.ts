import type { AssistantMessage, ToolCall, ToolMessage } from '../model/messages.ts';
import type { DeepPartial } from '../model/partial-answer.ts';
import type { ModelEvent } from '../model/stream.ts';
import type { Usage } from '../model/usage.ts';

/** An event of `AugmentedLLM.generateStream`. */
export type GenerateEvent =
  | ModelEvent
  /**
   * The answer so far is void: the model call failed and is retried, or the structured answer does not fit its schema
   * and is requested again. Discard the text and the partial value received for this answer.
   */
  | { readonly type: 'restart' }
  /** The model's answer is complete. */
  | { readonly type: 'message'; readonly message: AssistantMessage }
  /** Usage of an answer. `cost` is in dollars, if the model has a price in the settings. */
  | { readonly type: 'usage'; readonly model: string; readonly usage: Usage; readonly cost?: number }
  | { readonly type: 'tool_call'; readonly call: ToolCall }
  | { readonly type: 'tool_result'; readonly message: ToolMessage }
  /** Another agent took over. */
  | { readonly type: 'handoff'; readonly agent: string };

/** An event of `AugmentedLLM.generateStructuredStream`. */
export type StructuredEvent<T> =
  | GenerateEvent
  /**
   * The value so far, before validation: it replaces the one of the last event. Fields and items may be missing, and
   * strings truncated; numbers and literals are complete.
   */
  | { readonly type: 'partial'; readonly value: DeepPartial<T> };
