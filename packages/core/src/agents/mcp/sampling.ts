import type { ContentPart, MediaPart, TextPart } from '../model/messages.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import { defineUpdate, SYSTEM_PREFIX, type UpdateDefinition } from '../../runtime/workflow/messages.ts';

/** A server's request for a model's answer: MCP's `sampling/createMessage`. */
export interface SamplingRequest {
  /** The server's name in the settings. */
  readonly server: string;
  readonly messages: readonly {
    readonly role: 'user' | 'assistant';
    readonly content: readonly ContentPart[];
  }[];
  readonly systemPrompt?: string;
  /** Maximum number of tokens in the answer. */
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly stopSequences?: readonly string[];
  /** The model that the server prefers. The client decides. */
  readonly modelPreferences?: {
    /** Names or parts of names, the best first. */
    readonly hints?: readonly string[];
    /** From 0 (not important) to 1. The same for the other priorities. */
    readonly costPriority?: number;
    readonly speedPriority?: number;
    readonly intelligencePriority?: number;
  };
  readonly metadata?: JsonObject;
}

/** The answer to a server. */
export interface SamplingAnswer {
  readonly content: readonly (TextPart | MediaPart)[];
  /** The model that answered. */
  readonly model: string;
  /** Why the model stopped: `endTurn`, `stopSequence`, `maxTokens`, or a provider-specific value. */
  readonly stopReason?: string;
}

/** Lets an agent of the workflow answer a server's sampling request. A failure rejects the request. */
export const SAMPLE_UPDATE: UpdateDefinition<SamplingAnswer, [agent: string, request: SamplingRequest]> =
  defineUpdate(`${SYSTEM_PREFIX}sample`);
