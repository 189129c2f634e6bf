import type { JsonValue } from '@mcp-agent/core';

/** A message to a running workflow. */
export type Message =
  | { readonly kind: 'signal' | 'query' | 'update'; readonly name: string; readonly args: JsonValue[] }
  | { readonly kind: 'cancel' | 'terminate' | 'pause' | 'resume' };

/** A request to run a workflow on one or more engines. */
export interface StartRequest {
  readonly workflow: string;
  readonly engines: string[];
  readonly input: JsonValue;
}

/** The ID of the runs that were started. */
export interface Started {
  readonly id: string;
}

/** The result of a message: that of a query or an update, as JSON. */
export interface Answer {
  readonly answer: string;
}
