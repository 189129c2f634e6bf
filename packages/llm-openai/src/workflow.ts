// Exports for workflow code: no activity, no client, nothing from Node.js.
export { AzureAugmentedLLM, OpenAIAugmentedLLM } from './augmented-llm.ts';
export type {
  ProfileFields,
  ProfileName,
  ProfileOverrides,
  ProfileParameter,
  ReasoningUse,
} from './profiles/profile.ts';
export type { AzureSettings, OpenAISettings } from './settings.ts';
