// Exports for workflow code: no activity, no model, nothing from Node.js.
export { AISDKAugmentedLLM } from './augmented-llm.ts';
export type { AISDKSettings } from './settings.ts';
