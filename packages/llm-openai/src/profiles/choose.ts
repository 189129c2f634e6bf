import { nearestName } from '@mcp-agent/core/host';
import { forModel } from './openai-models.ts';
import type { Profile, ProfileName, ProfileOverrides } from './profile.ts';
import { RESPONSES_FIELDS } from './fields.ts';
import { PROFILES } from './services.ts';

/** The domains of the services, without their subdomains. */
const DOMAINS: Readonly<Record<string, ProfileName>> = {
  'api.openai.com': 'openai',
  'openai.azure.com': 'azure',
  'cognitiveservices.azure.com': 'azure',
  'services.ai.azure.com': 'azure',
  'api.deepseek.com': 'deepseek',
  'generativelanguage.googleapis.com': 'gemini',
  'aiplatform.googleapis.com': 'gemini',
  'api.mistral.ai': 'mistral',
  'api.groq.com': 'groq',
  'openrouter.ai': 'openrouter',
  'api.together.xyz': 'together',
  'api.together.ai': 'together',
  'api.x.ai': 'xai',
  'ollama.com': 'ollama',
};

/** The default ports of local servers. */
const PORTS: Readonly<Record<string, ProfileName>> = {
  '11434': 'ollama',
  '8000': 'vllm',
  '1234': 'lmstudio',
  '8080': 'llamacpp',
};

/** The choices of the settings. */
export interface ProfileChoice {
  readonly api?: Profile['api'] | undefined;
  readonly profile?: ProfileName | ProfileOverrides | undefined;
}

/**
 * Returns what is wrong with the choices, which plain JavaScript may misspell, and what to do; `undefined` if nothing.
 *
 * @param path the section of the settings
 */
export function choiceFault({ api, profile }: ProfileChoice, path: string): string | undefined {
  if (api !== undefined && api !== 'chat' && api !== 'responses') {
    return `${path}.api is ${JSON.stringify(api)}.\nUse chat or responses.`;
  }
  const base = typeof profile === 'string' ? profile : profile?.base;
  if (base === undefined || Object.hasOwn(PROFILES, base)) return undefined;
  const known = Object.keys(PROFILES);
  const nearest = nearestName(base, known);
  const use = nearest === undefined ? `Use one of: ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
  return `${path}.profile is ${JSON.stringify(base)}, which is no profile.\n${use}`;
}

/** Returns the profile of a service: chosen by its URL and the model, with the changes of the settings. */
export function chooseProfile(baseUrl: string, model: string, { api, profile }: ProfileChoice): Profile {
  const overrides: ProfileOverrides = typeof profile === 'string' ? { base: profile } : (profile ?? {});
  const { base, fields, ...changes } = overrides;
  const service = PROFILES[base ?? profileAt(baseUrl)];
  const protocol = api ?? service.api;
  const known = forModel(
    protocol === 'responses' ? onResponses(service) : { ...service, api: 'chat' },
    model,
  );
  return { ...known, ...changes, fields: { ...known.fields, ...fields } };
}

/** Returns the name of the profile of a URL. */
export function profileAt(baseUrl: string): ProfileName {
  if (!URL.canParse(baseUrl)) return 'compatible';
  const { hostname, port } = new URL(baseUrl);
  const domain = Object.keys(DOMAINS).find((known) => hostname === known || hostname.endsWith(`.${known}`));
  if (domain !== undefined) return DOMAINS[domain] ?? 'compatible';
  return (isLoopback(baseUrl) && PORTS[port]) || 'compatible';
}

/** Whether a URL is of this machine. */
export function isLoopback(baseUrl: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);
}

/** Services with Responses implement OpenAI's, which has all reasoning in its items. */
function onResponses(service: Profile): Profile {
  return {
    ...service,
    api: 'responses',
    fields: RESPONSES_FIELDS,
    structured: ['schema', 'tool', 'json', 'prompt'],
    structuredWithTools: ['schema', 'tool', 'json', 'prompt'],
    strict: true,
    thinkTags: false,
    metadataNeedsStore: false,
    images: service.images === 'none' ? 'none' : 'url',
    audio: false,
    files: 'file',
    serviceTools: {
      web_search: { type: 'web_search' },
      code_execution: { type: 'code_interpreter', container: { type: 'auto' } },
    },
  };
}
