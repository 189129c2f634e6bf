import { defineModelProvider } from '@mcp-agent/core/provider';
import { azureProvider, openAIProvider } from './provider.ts';

export { AzureAugmentedLLM, OpenAIAugmentedLLM } from './augmented-llm.ts';
export type {
  ProfileFields,
  ProfileName,
  ProfileOverrides,
  ProfileParameter,
  ReasoningUse,
} from './profiles/profile.ts';
export type { AzureSettings, OpenAISettings } from './settings.ts';

// Importing the package registers its activities.
defineModelProvider(openAIProvider);
defineModelProvider(azureProvider);
