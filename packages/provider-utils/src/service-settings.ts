import type { ModelDefaults, ModelServiceSettings, RequestParams, Settings } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';
import { nearestName } from '@mcp-agent/core/host';
import type { ModelRequest } from '@mcp-agent/core/provider';

/** The settings of the service that a request names. */
export interface ServiceSection<Section> {
  /** The name in `services`; `undefined` for the provider's own section. */
  readonly name: string | undefined;
  readonly settings: Section;
  /** The path of the section, for errors: `openai`, or `services.deepseek`. */
  readonly path: string;
}

/**
 * Returns the settings of the service that a request names, or else the provider's own section.
 *
 * @param own the provider's own section of the settings
 * @throws {@link ModelError}, permanent, when the settings have no such service, or it belongs to another provider
 */
export function serviceSection<Section extends ModelServiceSettings>(
  provider: string,
  own: Section,
  { params }: Pick<ModelRequest, 'params'>,
  settings: Settings,
): ServiceSection<Section> {
  const { service: name } = params;
  if (name === undefined) return { name, settings: own, path: provider };
  const services: Readonly<Record<string, unknown>> = settings.services ?? {};
  const found = Object.hasOwn(services, name) ? services[name] : undefined;
  if (isSectionOf<Section>(found, provider)) return { name, settings: found, path: `services.${name}` };
  throw noService(provider, name, found, params, Object.keys(services));
}

function isSectionOf<Section>(value: unknown, provider: string): value is Section {
  return providerOf(value) === provider;
}

function providerOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'provider' in value ? value.provider : undefined;
}

function noService(
  provider: string,
  name: string,
  found: unknown,
  { model = '' }: RequestParams,
  known: readonly string[],
): ModelError {
  const nearest = nearestName(name, known);
  const remedy =
    nearest !== undefined
      ? `Did you mean "${nearest}"?`
      : `Add it to services in the settings of the process that runs activities. Services there: ${known.join(', ') || 'none'}.`;
  const fault =
    found === undefined
      ? `Service "${name}" is not configured.\n${remedy}`
      : `Service "${name}" has the provider "${String(providerOf(found))}", but the attached model has the provider ` +
        `"${provider}".\nAttach a model class of that provider, or change services.${name}.provider.`;
  return new ModelError(fault, { provider, model, nonRetryable: true });
}

/** Parameters that the section of a service can set. `extraBody` is merged. */
const DEFAULTS = [
  'maxTokens',
  'temperature',
  'topP',
  'topK',
  'seed',
  'presencePenalty',
  'frequencyPenalty',
  'reasoningEffort',
  'reasoningSummary',
  'serviceTier',
  'store',
  'strict',
  'structuredMode',
  'promptCache',
  'user',
] as const satisfies readonly (keyof ModelDefaults)[];

/**
 * Returns a request whose parameters have the defaults of a service.
 *
 * @param defaults the section of the service
 */
export function withDefaults(
  { params, ...request }: ModelRequest,
  defaults: ModelServiceSettings,
): ModelRequest {
  const set = Object.fromEntries(
    DEFAULTS.flatMap((name) => (defaults[name] === undefined ? [] : [[name, defaults[name]]])),
  );
  const extra = { ...defaults.extraBody, ...params.extraBody };
  return {
    ...request,
    params: { ...set, ...params, ...(Object.keys(extra).length > 0 && { extraBody: extra }) },
  };
}
