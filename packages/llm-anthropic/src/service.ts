import { env } from 'node:process';
import type { Anthropic } from '@anthropic-ai/sdk';
import type { ResourceDefinition, Settings } from '@mcp-agent/core';
import type { ModelRequest } from '@mcp-agent/core/provider';
import {
  checkService,
  CLIENT_OPTIONS,
  defineClients,
  describeService,
  nonEmpty,
  type Service,
  type ServiceClients,
  serviceSection,
  type ServiceSection,
  settingOr,
} from '@mcp-agent/provider-utils';
import type { AnthropicSettings } from './settings.ts';

/** The model if neither the code nor the settings name one. */
const DEFAULT_MODEL = 'claude-sonnet-5-5';

const ANTHROPIC_URL = 'https://api.anthropic.com';

type Section = ServiceSection<AnthropicSettings>;

const sectionOf = (params: ModelRequest['params'], settings: Settings): Section =>
  serviceSection('anthropic', settings.anthropic ?? {}, { params }, settings);

/** The environment variables belong to the provider's own section: no other service may receive their key. */
function keyOf({ name, settings }: Section): string | undefined {
  return name === undefined ? settingOr(settings.apiKey, 'ANTHROPIC_API_KEY') : nonEmpty(settings.apiKey);
}

function baseUrlOf({ name, settings }: Section): string {
  const { baseUrl } = settings;
  return (name === undefined ? settingOr(baseUrl, 'ANTHROPIC_BASE_URL') : nonEmpty(baseUrl)) ?? ANTHROPIC_URL;
}

/** A service that a request names, and its section of the settings. */
export interface AnthropicService {
  readonly service: Service;
  readonly settings: AnthropicSettings;
  /** Whether the service is Anthropic's own, and not a compatible one. */
  readonly isAnthropic: boolean;
  /** Whether it caches prompts by itself, as Anthropic does; a server on this machine may stand in for Anthropic. */
  readonly cachesPrompts: boolean;
}

/**
 * Returns the service for a request.
 *
 * @throws {@link ModelError} when the settings are invalid
 */
export function anthropicService({ params }: ModelRequest, settings: Settings): AnthropicService {
  const section = sectionOf(params, settings);
  const key = keyOf(section);
  const service = describeService('anthropic', section, {
    model: params.model ?? section.settings.defaultModel ?? DEFAULT_MODEL,
    baseUrl: baseUrlOf(section),
    key,
    headers: params.extraHeaders,
    variables: { key: 'ANTHROPIC_API_KEY', address: 'ANTHROPIC_BASE_URL' },
    advise,
  });
  checkService(service, key);
  const { hostname } = new URL(service.baseUrl);
  const isAnthropic = /(?:^|\.)anthropic\.com$/.test(hostname);
  const standsIn = section.name === undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
  return { service, settings: section.settings, isAnthropic, cachesPrompts: isAnthropic || standsIn };
}

function advise(message: string): string | undefined {
  if (/output_config|output format/i.test(message)) {
    return 'Use a newer model, or set structuredMode to tool or prompt.';
  }
  if (/thinking|effort/i.test(message)) return 'Use a newer model, or omit reasoningEffort.';
  return /cache_control/.test(message) ? 'Set promptCache to false.' : undefined;
}

/** The host's clients for Anthropic and compatible services. */
export const anthropicClient: ResourceDefinition<ServiceClients<Anthropic>> = defineClients(
  'anthropic.client',
  async (settings, name, fetch) => {
    const { Anthropic: Client } = await import('@anthropic-ai/sdk');
    const section = sectionOf(name === undefined ? {} : { service: name }, settings);
    return new Client({
      ...CLIENT_OPTIONS,
      apiKey: keyOf(section) ?? null,
      authToken: null,
      baseURL: baseUrlOf(section),
      defaultHeaders: {
        ...(name !== undefined && withoutVariable(keyOf(section))),
        ...section.settings.defaultHeaders,
      },
      fetch,
    });
  },
);

/** Replaces the headers that the client reads from `ANTHROPIC_CUSTOM_HEADERS`, which are for the own section. */
function withoutVariable(key: string | undefined): Record<string, string | null> {
  const lines = (env['ANTHROPIC_CUSTOM_HEADERS'] ?? '').split('\n').filter((line) => line.includes(':'));
  const names = lines.map((line) => line.slice(0, line.indexOf(':')).trim());
  return Object.fromEntries(
    names.map((name) => [name, name.toLowerCase() === 'authorization' ? `Bearer ${key}` : null]),
  );
}
