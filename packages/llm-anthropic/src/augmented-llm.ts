import { AugmentedLLM } from '@mcp-agent/core';

/**
 * A model of Anthropic, for an agent to attach. The request itself is made by the activity
 * `llm.anthropic.complete`, where the key is.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(AnthropicAugmentedLLM);
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class AnthropicAugmentedLLM extends AugmentedLLM {
  override readonly provider = 'anthropic';
}
