import { env } from 'node:process';
import { ModelError } from '@mcp-agent/core/errors';

/** A model service, as described in its errors. */
export interface Service {
  /** The provider's name, such as `openai`. */
  readonly provider: string;
  /** The model to call. */
  readonly model: string;
  /** Base URL of the service. Errors show only its origin: the path or query may contain a key. */
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
  };
  /** Returns advice on errors specific to this service. */
  readonly advise?: (said: string) => string | undefined;
}

/**
 * Validates the settings before a request is sent.
 *
 * @param key the API key, if any
 * @throws {@link ModelError}, permanent, when the key is missing or not valid in a header, or the URL is invalid
 */
export function checkService(service: Service, key: string | undefined): void {
  if (key === undefined) throw keyError(`There is no key for ${service.provider}.`, service);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const fault = `The key for ${service.provider} has a character in it that no key has, such as a space.`;
    throw keyError(fault, service);
  }
  if (!isHttpAddress(service.baseUrl)) throw addressError(service);
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

function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

function keyError(fault: string, { provider, model, where }: Service): ModelError {
  return new ModelError(
    `${fault} Set ${where.key}, in the process that runs activities. A service that asks for no key takes any text.`,
    { provider, model, nonRetryable: true },
  );
}

/** The URL is invalid, or has user information, which requests must not carry. */
function addressError({ provider, model, where }: Service): ModelError {
  return new ModelError(
    `${where.address} is not an http or https URL without a name and a password. ` +
      'Write it with its path, such as http://localhost:11434/v1.',
    { provider, model, nonRetryable: true },
  );
}
