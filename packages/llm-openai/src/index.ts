import { defineModelProvider } from '@mcp-agent/core';
import { openAIProvider } from './provider.ts';

export { OpenAIAugmentedLLM } from './augmented-llm.ts';
export type { OpenAISettings } from './settings.ts';

// To import the package is to have its activity.
defineModelProvider(openAIProvider);
