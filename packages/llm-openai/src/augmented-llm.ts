import { AugmentedLLM } from '@mcp-agent/core';

/**
 * An OpenAI model, or one of a service with an OpenAI-compatible API, to attach to an agent. The activity
 * `llm.openai.complete` holds the API key and sends the requests.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(OpenAIAugmentedLLM, { model: 'gpt-6.1-sol' });
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class OpenAIAugmentedLLM extends AugmentedLLM {
  override readonly provider = 'openai';
}

/**
 * An OpenAI model on Azure, to attach to an agent. The counterpart of mcp-agent's `AzureAugmentedLLM`. Configured in
 * the `azure` section.
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
