// Exports for workflow code: no activity, no client, nothing from Node.js.
export { AnthropicAugmentedLLM } from './augmented-llm.ts';
export type { AnthropicSettings } from './settings.ts';
