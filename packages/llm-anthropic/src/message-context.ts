import type { JsonObject } from '@mcp-agent/core';

/** How the messages of a request are converted. */
export interface MessageContext {
  /** The name of the service in `services`. */
  readonly service: string | undefined;
  /** Whether the service is Anthropic's own, which rejects thinking without a signature. */
  readonly isAnthropic: boolean;
  /** Whether the thinking of earlier answers is sent back. */
  readonly keepsThinking: boolean;
  /** Converts the arguments of a tool call to the names that the service knows. */
  readonly toInput: (tool: string, input: JsonObject) => JsonObject;
}
