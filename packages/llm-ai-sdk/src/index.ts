import { defineModelProvider } from '@mcp-agent/core/provider';
import { aiSdkProvider } from './provider.ts';

export { AISDKAugmentedLLM } from './augmented-llm.ts';
export type { AISDKModel } from './model.ts';
export { defineModels, type ModelFactory } from './models.ts';
export type { AISDKSettings } from './settings.ts';

// Importing the package registers its activity.
defineModelProvider(aiSdkProvider);
