import { defineModelProvider } from '@mcp-agent/core/provider';

export { AnthropicAugmentedLLM } from './augmented-llm.ts';
export type { AnthropicSettings } from './settings.ts';

// Importing the package registers its activity; dependencies are loaded on the first model call.
defineModelProvider({
  name: 'anthropic',
  complete: async (...asked) => (await import('./provider.ts')).complete(...asked),
});
