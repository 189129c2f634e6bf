import type { CallOptions } from '../calls/call-settings.ts';
import type { WithAbilities } from '../mcp/abilities.ts';
import type { AllowedTools } from './allowed-tools.ts';
import type { ConversationRef, PlacedMessage } from './conversation.ts';
import type { AssistantMessage } from './messages.ts';
import type { Range } from './parse-json.ts';
import type { RequestParams } from './params.ts';
import type { OutputForm } from './answer-form.ts';
import type { ToolSearch } from './search-tool.ts';
import type { StreamRequest } from './stream.ts';
import type { ToolDescription } from './tools.ts';
import type { Spent } from './usage.ts';

/** The part of a model call that says which tools the model is offered, if not all. */
export interface OfferedTools extends WithAbilities {
  /** Limits of the tools, those of the agent and of the call: each must allow a tool. */
  readonly allowedTools?: readonly AllowedTools[];
  /** Patterns of the tools that need approval, to warn of those that match no tool. */
  readonly approvalTools?: readonly string[];
  /** When the model searches for tools. `false`: never. Default: above the default budget. */
  readonly toolSearch?: ToolSearch | false;
  /** Servers whose instructions the model receives. */
  readonly instructionsOf?: readonly string[];
}

/** Input of a provider's activity. It refers to the conversation, so the history grows only by new messages. */
export interface ModelCall extends OfferedTools {
  readonly conversation: ConversationRef;
  /** Messages that the workflow created since the last call. */
  readonly unsent: readonly PlacedMessage[];
  readonly servers: readonly string[];
  /** Names of the function tools that the model may call. */
  readonly functions?: readonly string[];
  /** Tools that the workflow itself runs. */
  readonly workflowTools?: readonly ToolDescription[];
  readonly params: RequestParams;
  readonly output?: OutputForm;
  readonly stream?: StreamRequest;
  /** Text for the model in this call only. The conversation does not include it. */
  readonly notice?: string;
  /** Timeout and retries that the agent and the call set. */
  readonly options?: CallOptions;
}

/** Result of a provider's activity. */
export interface ModelAnswer extends Spent {
  readonly message: AssistantMessage;
  /** Where the JSON of a structured answer is in its text, if it is not the whole text. */
  readonly json?: Range;
  /** Schema violations of a structured answer, in words for the model. */
  readonly problems?: readonly string[];
  /** The service's id for the request. */
  readonly requestId?: string;
}

/** Returns the name of a provider's activity. */
export function modelActivityName(provider: string): string {
  return `llm.${provider}.complete`;
}
