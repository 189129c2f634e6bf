import { ModelError } from '@mcp-agent/core/errors';

/** A model service that is asked, and what its errors say of it. */
export interface Service {
  /** The provider's name, such as `openai`. */
  readonly provider: string;
  /** The model that is asked. */
  readonly model: string;
  /** The service's address. Errors name its origin alone: a path or a query may hold a key. */
  readonly baseUrl: string;
  /** What no error may show: the key, and headers. */
  readonly secrets: readonly string[];
  /** Where a user sets things, as errors name it. */
  readonly where: {
    /** Such as: OPENAI_API_KEY, or openai.api_key in mcp_agent.secrets.yaml */
    readonly key: string;
    /** Such as: openai.baseUrl */
    readonly address: string;
    /** Such as: openai.defaultModel */
    readonly model: string;
  };
  /** Advice for what only this service says. */
  readonly advise?: (said: string) => string | undefined;
}

/**
 * Says what is wrong with the settings before anything is sent.
 *
 * @param key the key, where there is one
 * @throws {@link ModelError}, final, for no key, a key that no header can carry, and an address that is none
 */
export function checkService(service: Service, key: string | undefined): void {
  if (key === undefined) throw keyError(`There is no key for ${service.provider}.`, service);
  if (!/^[\x21-\x7e]+$/.test(key)) {
    const fault = `The key for ${service.provider} has a character in it that no key has, such as a space.`;
    throw keyError(fault, service);
  }
  if (!isHttpAddress(service.baseUrl)) throw addressError(service);
}

/** A setting or a variable of the environment; one that is empty is one that is not set. */
export function nonEmpty(value: string | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
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

/** The address is none, or has a password in it, which no request may carry there. */
function addressError({ provider, model, where }: Service): ModelError {
  return new ModelError(
    `${where.address} is not an http or https URL without a name and a password. ` +
      'Write it with its path, such as http://localhost:11434/v1.',
    { provider, model, nonRetryable: true },
  );
}
