import type { ResourceDefinition } from '@mcp-agent/core';
import type { OpenAI } from 'openai';
import { apiKeyOf, baseUrlOf } from './credentials.ts';
import { openTransport } from './transport.ts';

/** The official client, open. */
export interface OpenAIClient {
  readonly api: OpenAI;
  /** The client's class of errors, for who has not loaded it. */
  readonly APIError: typeof OpenAI.APIError;
  close(): Promise<void>;
}

/** The longest that a timer can wait: the engine's time-outs decide, not the client's. */
const NEVER_MS = 2_147_483_647;

/**
 * The host's client, made on the first model call: who imports this package and never asks a model does not
 * load OpenAI's.
 */
export const openAIClient: ResourceDefinition<OpenAIClient> = {
  name: 'openai.client',
  open: async (settings) => {
    const [{ OpenAI, APIError }, transport] = await Promise.all([import('openai'), openTransport()]);
    const { organization, defaultHeaders } = settings.openai ?? {};
    const api = new OpenAI({
      apiKey: apiKeyOf(settings) ?? null,
      adminAPIKey: null,
      baseURL: baseUrlOf(settings),
      ...(organization !== undefined && { organization }),
      ...(defaultHeaders !== undefined && { defaultHeaders }),
      maxRetries: 0,
      timeout: NEVER_MS,
      fetch: transport.fetch,
    });
    return { api, APIError, close: () => transport.close() };
  },
  close: (client) => client.close(),
};
