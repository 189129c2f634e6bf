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
  readonly advise?: (message: string) => string | undefined;
}

/**
 * Validates the settings before a request is sent.
 *
 * @param key the API key, if any
 * @throws {@link ModelError}, permanent, when the key is missing or not valid in a header, or the URL is invalid
 */
export function checkService(service: Service, key: string | undefined): void {
  if (key === undefined) throw keyError(`The API key for ${service.provider} is not set.`, service);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw keyError(`The API key for ${service.provider} has an invalid character, such as a space.`, service);
  }
  if (!isHttpUrl(service.baseUrl)) throw urlError(service);
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

/** Returns the start of each error of a request. */
export function failed({ model, baseUrl }: Service): string {
  return `Model "${model}" at ${new URL(baseUrl).origin} failed`;
}

function keyError(fault: string, { provider, model, where }: Service): ModelError {
  return new ModelError(
    `${fault}\nIn the process that runs activities, set ${where.key}. For a service without keys, set any text.`,
    { provider, model, nonRetryable: true },
  );
}

/** The URL is invalid, or has user information, which requests must not carry. */
function urlError({ provider, model, where }: Service): ModelError {
  return new ModelError(
    `The URL of ${provider} is not valid: it must be http or https, without a user name and password.\n` +
      `Correct ${where.address}. Include the path, such as http://localhost:11434/v1.`,
    { provider, model, nonRetryable: true },
  );
}
