import { AugmentedLLM } from '@mcp-agent/core';

/**
 * A model of OpenAI, or of a service that speaks its protocol, for an agent to attach. The request itself is
 * made by the activity `llm.openai.complete`, where the key is.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(OpenAIAugmentedLLM, { model: 'gpt-4o-mini' });
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class OpenAIAugmentedLLM extends AugmentedLLM {
  override readonly provider = 'openai';
}

/**
 * A model of OpenAI on Azure, for an agent to attach; mcp-agent's `AzureAugmentedLLM`. The settings are those
 * of the section `azure`.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(AzureAugmentedLLM);
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class AzureAugmentedLLM extends AugmentedLLM {
  override readonly provider = 'azure';
}
