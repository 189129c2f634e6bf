import { checkService, nonEmpty, type Service } from '@mcp-agent/provider-utils';
import { PROVIDER } from '../augmented-llm.ts';
import type { Target } from './target.ts';
import type { Exchange } from './wire.ts';

/** An address for errors before the first request. */
const UNKNOWN = 'http://unknown';

/**
 * Describes a service for its errors.
 *
 * @throws {@link ModelError} when its settings are invalid
 */
export function describeService({ model, service }: Target, exchange: Exchange): Service {
  const { path, settings } = service ?? {};
  const key = nonEmpty(settings?.apiKey);
  const address = nonEmpty(settings?.baseUrl);
  const described: Service = {
    provider: PROVIDER,
    model: model.modelId,
    get baseUrl() {
      // Without a setting, the package has an address of its own, which its requests show.
      return address ?? exchange.url ?? UNKNOWN;
    },
    secrets: [key ?? '', ...Object.values(settings?.defaultHeaders ?? {}), ...secretsIn(settings?.options)],
    where: {
      key: path === undefined ? 'the key in defineModels' : `${path}.api_key`,
      address: path === undefined ? 'the address in defineModels' : `${path}.base_url`,
      model: path === undefined ? 'defineModels' : `${path}.default_model`,
    },
  };
  // Many packages read a key from a variable of their own, or need none.
  checkService(described, key ?? 'none');
  return described;
}

const SECRET = /key|token|secret|password|credential|headers/i;

/** Returns the texts in the options of a package that may be secrets. */
function secretsIn(value: unknown, isSecret = false): string[] {
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, isSecret || SECRET.test(key)));
}
