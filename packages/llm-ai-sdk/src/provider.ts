import type { ModelProvider } from '@mcp-agent/core/provider';
import { PROVIDER } from './augmented-llm.ts';

// The implementation is loaded on the first model call, so importing the package is cheap.

/** Models of any provider of the AI SDK. */
export const aiSdkProvider: ModelProvider = {
  name: PROVIDER,
  complete: async (...asked) => (await import('./complete.ts')).complete(...asked),
};
