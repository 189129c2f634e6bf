import { defineModelProvider } from '@mcp-agent/core/provider';
import { azureProvider, openAIProvider } from './provider.ts';

export { AzureAugmentedLLM, OpenAIAugmentedLLM } from './augmented-llm.ts';
export type { AzureSettings, OpenAISettings } from './settings.ts';

// To import the package is to have its activities.
defineModelProvider(openAIProvider);
defineModelProvider(azureProvider);
