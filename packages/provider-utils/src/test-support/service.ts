import type { Service } from '../service.ts';

/** A service for tests. */
export const ACME: Service = {
  provider: 'acme',
  model: 'acme-1',
  baseUrl: 'https://api.acme.example',
  secrets: ['a-key-0123456789'],
  where: {
    key: 'ACME_API_KEY',
    address: 'acme.baseUrl',
    model: 'acme.defaultModel',
    retryDelay: 'acme.maxRetryDelaySeconds',
  },
};
