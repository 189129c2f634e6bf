import type { Profile } from './profile.ts';

/**
 * Whether a model of OpenAI may reason. OpenAI rejects the reasoning effort for those that do not. All other models,
 * such as those of other services, may.
 */
export function mayReason(model: string): boolean {
  return !/^(gpt-3\.5|gpt-4|chatgpt-|gpt-5(\.\d+)?-chat)/.test(model);
}

/** Changes a profile of OpenAI's models to the generation of a model. */
export function forModel(profile: Profile, model: string): Profile {
  if (profile.name !== 'openai' && profile.name !== 'azure') return profile;
  const { fields } = profile;
  return {
    ...profile,
    fields: {
      ...fields,
      ...(!mayReason(model) && { reasoningEffort: false, reasoningSummary: false }),
      // https://developers.openai.com/api/docs/guides/prompt-caching: models before 5.6 have a retention only.
      ...(fields.promptCacheTtl !== false &&
        isBefore56(model) && { promptCacheTtl: 'prompt_cache_retention' }),
    },
  };
}

function isBefore56(model: string): boolean {
  const [, major = '', minor = '0'] = /^gpt-(\d+)(?:\.(\d+))?/.exec(model) ?? [];
  if (major === '') return /^(o\d|chatgpt|codex)/.test(model);
  return Number(major) < 5 || (Number(major) === 5 && Number(minor) < 6);
}
