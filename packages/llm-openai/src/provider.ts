import type { ModelProvider } from '@mcp-agent/core/provider';

// The translation is loaded with the first model call: importing the package costs next to nothing.

/** OpenAI's models, and those of services that speak its protocols. */
export const openAIProvider: ModelProvider = {
  name: 'openai',
  complete: async (...asked) => (await import('./complete.ts')).completeOpenAI(...asked),
};

/** OpenAI's models on Azure. */
export const azureProvider: ModelProvider = {
  name: 'azure',
  complete: async (...asked) => (await import('./complete.ts')).completeAzure(...asked),
};
