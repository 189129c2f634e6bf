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

/** What a completion is for: an argument of a prompt, or a variable of a resource template. */
export type CompletionTarget = { readonly prompt: string } | { readonly resourceTemplate: string };

/** Values that a server proposes. */
export interface Completion {
  /** The best first, 100 at the most. */
  readonly values: readonly string[];
  /** How many there are, where the server knows. */
  readonly total?: number;
  readonly hasMore: boolean;
}
