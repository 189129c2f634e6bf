import type { JsonObject } from '@mcp-agent/core';

/** A workflow in the page's list. */
export interface WorkflowView {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: JsonObject;
  readonly messageSchemas?: Readonly<Record<string, JsonObject>>;
}

/** Data that the page loads once. */
export interface AboutView {
  readonly model: { readonly kind: 'service' | 'stand-in'; readonly notice: string; readonly host: string };
  readonly tools: string;
  readonly workflows: readonly WorkflowView[];
  /** Default question of the workflow `research`. */
  readonly question: string;
}

/** A workflow's source. */
export interface SourceView {
  readonly file: string;
  readonly text: string;
}
