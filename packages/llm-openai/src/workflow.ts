// What workflow code may see: no activity, no client, nothing of Node.
export { OpenAIAugmentedLLM } from './augmented-llm.ts';
export type { OpenAISettings } from './settings.ts';
