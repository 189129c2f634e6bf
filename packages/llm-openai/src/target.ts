import type { ModelServiceSettings } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelRequest } from '@mcp-agent/core/provider';
import { checkService, type Service, withDefaults } from '@mcp-agent/provider-utils';
import { choiceFault, chooseProfile, isLoopback, profileAt, type ProfileChoice } from './profiles/choose.ts';
import { mayReason } from './profiles/openai-models.ts';
import type { Profile } from './profiles/profile.ts';

/** The model if neither the code nor the settings name one. */
const DEFAULT_MODEL = 'gpt-6.1-sol';

/** A service, as a request reaches it. */
export interface Target {
  readonly service: Service;
  readonly profile: Profile;
  /** The request with the defaults of the service. */
  readonly request: ModelRequest;
  /** The section of the settings, such as `services.deepseek`. */
  readonly path: string;
  /** The name in `services`. */
  readonly name: string | undefined;
}

/**
 * Returns the model of a request. Only OpenAI has a default: another service would receive the name of a model that it
 * does not have. A server on this machine may stand in for OpenAI.
 *
 * @param path the section of the settings
 * @throws {@link ModelError}, permanent, when neither the code nor the settings name a model, or a choice is misspelled
 */
export function modelOf(
  named: string | undefined,
  provider: string,
  path: string,
  baseUrl: string,
  choice: ProfileChoice,
): string {
  const fault = choiceFault(choice, path);
  if (fault !== undefined) throw new ModelError(fault, { provider, model: named ?? '', nonRetryable: true });
  const { profile } = choice;
  if (named !== undefined || !/^https?:/.test(baseUrl) || !URL.canParse(baseUrl))
    return named ?? DEFAULT_MODEL;
  const base = typeof profile === 'string' ? profile : profile?.base;
  const service = base ?? profileAt(baseUrl);
  const standsIn = path === provider && base === undefined && service === 'compatible' && isLoopback(baseUrl);
  if (service === 'openai' || service === 'azure' || standsIn) return DEFAULT_MODEL;
  throw new ModelError(
    `The service at ${new URL(baseUrl).origin} has no default model.\n` +
      `Only OpenAI has one. Set a model of the service in ${path}.defaultModel, or in the request (model).`,
    { provider, model: '', nonRetryable: true },
  );
}

/**
 * Checks the settings of a service, chooses its profile, and adds its defaults to the request.
 *
 * @param settings the section of the service
 */
export function targetOf(
  { service, request, ...rest }: Omit<Target, 'profile'>,
  key: string | undefined,
  settings: ModelServiceSettings,
  choice: ProfileChoice,
): Target {
  checkService(service, key);
  const { reasoningEffort: _, ...withoutEffort } = settings;
  // The setting applies to all models of the service, some of which reject it.
  const defaults = mayReason(service.model) ? settings : withoutEffort;
  const profile = chooseProfile(service.baseUrl, service.model, choice);
  const advise = (message: string, status: number | undefined): string | undefined =>
    status === 404 && !/model|deployment/i.test(message)
      ? adviceOnUrl(service, profile, rest.path)
      : adviceOn(message, rest.path);
  return {
    service: { ...service, advise },
    profile,
    request: withDefaults(request, defaults),
    ...rest,
  };
}

/** Returns advice on a URL without a service: its path may be wrong, or the service has only the other API. */
function adviceOnUrl({ where, baseUrl }: Service, { api }: Profile, path: string): string {
  const { origin, pathname } = new URL(baseUrl);
  return (
    `The service has nothing at this URL: ${where.address} is ${origin}${pathname}. Check its path, ` +
    `or set ${path}.api to ${api === 'chat' ? 'responses' : 'chat'}.`
  );
}

/** Returns advice on errors of OpenAI's protocol. */
function adviceOn(message: string, path: string): string | undefined {
  if (/function tools.*reasoning_effort|\/v1\/responses/i.test(message)) {
    return `This model calls tools only with the Responses API. Set ${path}.api to responses, or reasoningEffort to none.`;
  }
  if (/response_format|json_schema|text\.format/.test(message)) {
    return 'The model or its service does not support this JSON Schema for structured output. Use another model, a simpler schema, or another structuredMode.';
  }
  if (!/support|unknown|unrecogni[sz]ed|invalid|permitted|allowed|unexpected|cannot find/i.test(message)) {
    return undefined;
  }
  const parameter = PARAMETERS.find(([field]) => new RegExp(`\\b${field}\\b`).test(message))?.[1];
  return parameter === undefined
    ? undefined
    : `If the service rejects the parameter "${parameter}", omit it; for all requests, set ${path}.profile.`;
}

/** Fields of parameters that change the answer, so that a request is not repeated without them. */
const PARAMETERS: readonly (readonly [field: string, parameter: string])[] = [
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['seed', 'seed'],
  ['presence_penalty', 'presencePenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
  ['reasoning_effort|reasoning\\.effort', 'reasoningEffort'],
  ['reasoning\\.summary', 'reasoningSummary'],
  ['service_tier', 'serviceTier'],
  ['metadata', 'metadata'],
  ['tool_choice', 'toolChoice'],
];
