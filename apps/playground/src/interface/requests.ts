import type { JsonValue } from '@mcp-agent/core';

/** What is sent to a workflow that runs. */
export type Message =
  | { readonly kind: 'signal' | 'query' | 'update'; readonly name: string; readonly args: JsonValue[] }
  | { readonly kind: 'cancel' | 'terminate' | 'pause' | 'resume' };

/** A workflow to be run, on one engine or on several. */
export interface StartRequest {
  readonly workflow: string;
  readonly engines: string[];
  readonly input: JsonValue;
}

/** A run, or several of one id, that were started. */
export interface Started {
  readonly id: string;
}

/** What a message came to: the answer of a query or an update as JSON. */
export interface Answer {
  readonly answer: string;
}
