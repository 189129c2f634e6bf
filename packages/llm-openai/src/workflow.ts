// Exports for workflow code: no activity, no client, nothing from Node.js.
export { AzureAugmentedLLM, OpenAIAugmentedLLM } from './augmented-llm.ts';
export type { AzureSettings, OpenAISettings } from './settings.ts';
