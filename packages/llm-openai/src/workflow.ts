// What workflow code may see: no activity, no client, nothing of Node.
export { AzureAugmentedLLM, OpenAIAugmentedLLM } from './augmented-llm.ts';
export type { AzureSettings, OpenAISettings } from './settings.ts';
