import type { ContentPart } from '../model/messages.ts';

/** A prompt as its server describes it: MCP's `Prompt`. */
export interface PromptDescription {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly arguments: readonly {
    readonly name: string;
    readonly description?: string;
    readonly required: boolean;
  }[];
}

/** A message of a prompt. */
export interface PromptMessage {
  readonly role: 'user' | 'assistant';
  readonly content: ContentPart;
}

/** A prompt with its arguments filled in. */
export interface Prompt {
  readonly description?: string;
  readonly messages: readonly PromptMessage[];
}

/** Target of a completion: a prompt, or a resource template. */
export type CompletionTarget = { readonly prompt: string } | { readonly resourceTemplate: string };

/** Values that a server suggests. */
export interface Completion {
  /** The best first, at most 100. */
  readonly values: readonly string[];
  /** Total number of values, if the server knows it. */
  readonly total?: number;
  readonly hasMore: boolean;
}
