import { checkService, describeService, nonEmpty, type Service } from '@mcp-agent/provider-utils';
import { PROVIDER } from '../augmented-llm.ts';
import { secretsIn } from './secrets-in.ts';
import type { Target } from './target.ts';
import type { Exchange } from './wire.ts';

/**
 * Describes a service for its errors.
 *
 * @throws {@link ModelError} when its settings are invalid
 */
export function describeTarget({ model, section, request }: Target, exchange: Exchange): Service {
  const headers = request.params.extraHeaders;
  if (section === undefined) return registered(model.modelId, Object.values(headers ?? {}), exchange);
  const { settings } = section;
  const key = nonEmpty(settings.apiKey);
  const address = nonEmpty(settings.baseUrl);
  const described = describeService(PROVIDER, section, {
    key,
    headers,
    model: model.modelId,
    baseUrl: address ?? '',
  });
  const service: Service = {
    ...described,
    secrets: [...described.secrets, ...secretsIn(settings.options)],
    // Without a setting, the package has an address of its own, which its requests show.
    get baseUrl() {
      return address ?? exchange.url ?? '';
    },
  };
  // Many packages read a key from a variable of their own, or need none.
  if (address !== undefined) checkService(service, key ?? 'none');
  return service;
}

const WHERE = 'the model in defineModels';

function registered(model: string, secrets: readonly string[], exchange: Exchange): Service {
  return {
    provider: PROVIDER,
    model,
    secrets,
    where: { key: `the API key of ${WHERE}`, address: `the address of ${WHERE}`, model: WHERE },
    get baseUrl() {
      return exchange.url ?? '';
    },
  };
}
