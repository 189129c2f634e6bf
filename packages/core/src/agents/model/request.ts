import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import type { OutputForm } from './answer-form.ts';
import type { AssistantMessage, Message } from './messages.ts';
import type { RequestParams } from './params.ts';
import type { OfferedTool } from './tools.ts';
import type { Usage } from './usage.ts';

/** A request to a model, in a provider-independent form that the provider translates. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
  readonly params: RequestParams;
  /** Requests a structured answer: JSON that fits a schema. */
  readonly output?: OutputForm;
}

/** A model's answer, in a provider-independent form. */
export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly {
    readonly id: string;
    readonly name: string;
    /** Empty if `invalidArguments` is set. */
    readonly arguments: JsonObject;
    /**
     * Set if the model's arguments are not a JSON object: what is wrong with them, in words for the model. The
     * model receives this text instead of a result and can correct the call.
     */
    readonly invalidArguments?: string;
  }[];
  /** The model that answered, as the service names it. */
  readonly model: string;
  /** A count that the service does not report is 0: core estimates it. */
  readonly usage: Usage;
  /** Why the model stopped, if it did not finish normally. */
  readonly stopReason?: AssistantMessage['stopReason'];
  /** Sources that tools of the service found. */
  readonly sources?: AssistantMessage['sources'];
  /** Data that `ModelProvider.complete` needs in this message in the next call. */
  readonly providerData?: JsonValue;
  /** The service's id for the request. */
  readonly requestId?: string;
}
