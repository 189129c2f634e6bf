import type { JsonObject } from '@mcp-agent/core';

/** A workflow as the page lists it. */
export interface WorkflowView {
  readonly name: string;
  readonly description?: string;
  readonly inputSchema?: JsonObject;
  readonly messageSchemas?: Readonly<Record<string, JsonObject>>;
}

/** What the page is told once. */
export interface AboutView {
  readonly model: { readonly kind: 'service' | 'stand-in'; readonly notice: string; readonly host: string };
  readonly tools: string;
  readonly workflows: readonly WorkflowView[];
  /** What the first workflow is asked unless a person asks something else. */
  readonly question: string;
}

/** A workflow's source. */
export interface SourceView {
  readonly file: string;
  readonly text: string;
}
