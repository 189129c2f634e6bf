import { env } from 'node:process';
import type { Usage } from '@mcp-agent/core';
import { ModelError } from '@mcp-agent/core/errors';

/** A model service, as described in its errors. */
export interface Service {
  /** The provider's name, such as `openai`. */
  readonly provider: string;
  /** The name in `services`, if the request names one. */
  readonly name?: string | undefined;
  /** The model to call. */
  readonly model: string;
  /**
   * Base URL of the service; empty if it is not known. Errors show only its origin: the path or query may contain a
   * key.
   */
  readonly baseUrl: string;
  /** Values to hide in errors: the API key, and headers. */
  readonly secrets: readonly string[];
  /** Names of the settings and variables, for errors. */
  readonly where: {
    /** For example: OPENAI_API_KEY, or openai.api_key in mcp_agent.secrets.yaml */
    readonly key: string;
    /** For example: openai.baseUrl */
    readonly address: string;
    /** For example: openai.defaultModel */
    readonly model: string;
    /** For example: openai.maxRetryDelaySeconds */
    readonly retryDelay?: string;
  };
  /** Maximum retry delay that the service may request, in milliseconds. Default: 300,000. */
  readonly maxRetryDelayMs?: number | undefined;
  /** Returns advice on errors specific to this service. The status is not set for an error within a response. */
  readonly advise?: (message: string, status: number | undefined) => string | undefined;
}

/**
 * Validates the settings before a request is sent.
 *
 * @param key the API key, if any
 * @throws {@link ModelError}, permanent, when the key is missing or not valid in a header, or the URL is invalid
 */
export function checkService(service: Service, key: string | undefined): void {
  const { provider, name, model, where, baseUrl } = service;
  const label = name === undefined ? provider : `service "${name}"`;
  const fault =
    key === undefined
      ? `The API key for ${label} is not set.`
      : /^[\x21-\x7e]+$/.test(key)
        ? undefined
        : `The API key for ${label} has an invalid character, such as a space.`;
  if (fault !== undefined) {
    throw new ModelError(
      `${fault}\nIn the process that runs activities, set ${where.key}. For a service without keys, set any text.`,
      { provider, model, nonRetryable: true },
    );
  }
  // Requests must not carry user information.
  if (isHttpUrl(baseUrl)) return;
  throw new ModelError(
    baseUrl === ''
      ? `The URL of ${label} is not set.\nIn the process that runs activities, set ${where.address}.`
      : `The URL of ${label} is not valid: it must be http or https, without a user name and password.\n` +
          `Correct ${where.address}: it starts with http:// or https://.`,
    { provider, model, nonRetryable: true },
  );
}

/** Trims a setting or environment variable. An empty one counts as not set. */
export function nonEmpty(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Returns a setting, or else an environment variable. */
export function settingOr(setting: string | undefined, variable: string): string | undefined {
  return nonEmpty(setting) ?? nonEmpty(env[variable]);
}

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/**
 * Creates the error of a request.
 *
 * @param how continues the sentence "the model failed"
 */
export function requestError(
  { provider, model, baseUrl }: Service,
  how: string,
  fields: {
    readonly requestId: string | null | undefined;
    readonly final: boolean;
    /** Whether the request was not sent, or not accepted. */
    readonly unavailable?: boolean;
    readonly status?: number;
    readonly nextRetryDelayMs?: number;
    readonly reason?: ModelError['reason'];
    readonly usage?: Usage | undefined;
  },
): ModelError {
  const { requestId, final, usage, unavailable = false, ...more } = fields;
  const at = baseUrl === '' ? '' : ` at ${new URL(baseUrl).origin}`;
  return new ModelError(`Model "${model}"${at} failed${how}`, {
    provider,
    model,
    ...more,
    ...(requestId && { requestId }),
    ...(usage !== undefined && { usage }),
    ...(final && { nonRetryable: true }),
    ...(unavailable && { unavailable }),
  });
}
