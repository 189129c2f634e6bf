import { AugmentedLLM } from '@mcp-agent/core';

/**
 * An Anthropic model, to attach to an agent. The activity `llm.anthropic.complete` holds the API key and sends the
 * requests.
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
