import { expect } from 'vitest';
import { answerHandler, KEY, modelErrorOf, type OpenHost, responseOf } from '../harness.ts';
import { startService } from '../service.ts';
import type { ProviderCase } from './case.ts';

const NAMED_KEY = 'named/service+key/9876543210';

/** Cases about a named service of the provider, beside the provider's own section. */
export const NAMED_SERVICES: readonly ProviderCase[] = [
  {
    title: "a named service and the provider's own get their own keys, and neither gets the other's",
    needs: 'named-services',
    inBothModes: true,
    run: async ({ open, named, protocol }, isStreamed) => {
      await using own = await startService(answerHandler(protocol, { text: 'own' }));
      await using other = await startService(answerHandler(protocol, { text: 'other' }));
      const service = named?.(other.origin, NAMED_KEY);
      if (service === undefined) throw new Error('The provider under test has no named service.');
      const host = open(own.origin, { services: { named: service } });
      const answerOf = async (request: Parameters<OpenHost['ask']>[0]) =>
        responseOf(await host.ask(request, { isStreamed })).text;
      try {
        const withService = { params: { service: 'named' } };
        expect([await answerOf({}), await answerOf(withService), await answerOf({})]).toEqual([
          'own',
          'other',
          'own',
        ]);
      } finally {
        await host.close();
      }
      const [toOwn, toNamed] = [JSON.stringify(own.requests), JSON.stringify(other.requests)];
      expect([toOwn.includes(KEY), toOwn.includes(NAMED_KEY)]).toEqual([true, false]);
      expect([toNamed.includes(KEY), toNamed.includes(NAMED_KEY)]).toEqual([false, true]);
    },
  },
  {
    title: 'a service that is not configured is a non-retryable error, and nothing is sent',
    needs: 'named-services',
    run: async ({ open, protocol }) => {
      await using own = await startService(answerHandler(protocol, { text: 'own' }));
      const host = open(own.origin);
      try {
        const error = modelErrorOf(await host.ask({ params: { service: 'forgotten' } }));
        expect(error.nonRetryable).toBe(true);
        expect(error.message).toContain('forgotten');
      } finally {
        await host.close();
      }
      expect(own.requests).toEqual([]);
    },
  },
];
