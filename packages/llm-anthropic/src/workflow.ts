// What workflow code may see: no activity, no client, nothing of Node.
export { AnthropicAugmentedLLM } from './augmented-llm.ts';
export type { AnthropicSettings } from './settings.ts';
