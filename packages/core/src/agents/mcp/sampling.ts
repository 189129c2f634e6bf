import type { ContentPart } from '../model/messages.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import { defineUpdate, SYSTEM_PREFIX, type UpdateDefinition } from '../../runtime/workflow/messages.ts';

/** A server asks for a model's answer: MCP's `sampling/createMessage`. */
export interface SamplingRequest {
  /** Who asks, by its name in the settings. */
  readonly server: string;
  readonly messages: readonly {
    readonly role: 'user' | 'assistant';
    readonly content: readonly ContentPart[];
  }[];
  readonly systemPrompt?: string;
  /** The most tokens of the answer. */
  readonly maxTokens: number;
  readonly temperature?: number;
  readonly stopSequences?: readonly string[];
  /** Which model the server would like; the client chooses. */
  readonly modelPreferences?: {
    /** Names or parts of names, the best first. */
    readonly hints?: readonly string[];
    /** From 0, which does not matter, to 1. */
    readonly costPriority?: number;
    readonly speedPriority?: number;
    readonly intelligencePriority?: number;
  };
  readonly metadata?: JsonObject;
}

/** What a server is answered. */
export interface SamplingAnswer {
  readonly content: readonly ContentPart[];
  /** The model that answered. */
  readonly model: string;
  /** Why it stopped: `endTurn`, `stopSequence`, `maxTokens`, or the provider's own word. */
  readonly stopReason?: string;
}

/** Has an agent of the workflow answer a server that asks for a model. A failure refuses it. */
export const SAMPLE_UPDATE: UpdateDefinition<SamplingAnswer, [agent: string, request: SamplingRequest]> =
  defineUpdate(`${SYSTEM_PREFIX}sample`);
