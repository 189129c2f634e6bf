import type { ModelProvider } from '@mcp-agent/core/provider';

// The implementation is loaded on the first model call, so importing the package is cheap.

/** OpenAI models, and models of OpenAI-compatible services. */
export const openAIProvider: ModelProvider = {
  name: 'openai',
  complete: async (...asked) => (await import('./complete.ts')).completeOpenAI(...asked),
};

/** OpenAI models on Azure. */
export const azureProvider: ModelProvider = {
  name: 'azure',
  complete: async (...asked) => (await import('./complete.ts')).completeAzure(...asked),
};
