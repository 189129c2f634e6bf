import { defineModelProvider } from '@mcp-agent/core/provider';

export { AnthropicAugmentedLLM } from './augmented-llm.ts';
export type { AnthropicSettings } from './settings.ts';

// To import the package is to have its activity; what it takes is loaded with the first model call.
defineModelProvider({
  name: 'anthropic',
  complete: async (...asked) => (await import('./provider.ts')).complete(...asked),
});
