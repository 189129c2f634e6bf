import { AugmentedLLM } from '@mcp-agent/core';

/** Name of the provider. */
export const PROVIDER = 'ai-sdk';

/**
 * A model of any provider of the AI SDK, to attach to an agent. The workflow carries a name: of a model registered by
 * `defineModels`, or of a service in the settings. The activity `llm.ai-sdk.complete` creates the model and calls it.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(AISDKAugmentedLLM, { model: 'gemini' });
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class AISDKAugmentedLLM extends AugmentedLLM {
  override readonly provider: typeof PROVIDER = PROVIDER;
}
