import { getEventListeners, once } from 'node:events';
import { expect } from 'vitest';
import { answerHandler, responseOf } from '../harness.ts';
import { startService } from '../service.ts';
import type { ProviderCase } from './case.ts';

/** Cases about cancelled requests, and about what a provider leaves behind. */
export const CANCELLATIONS: readonly ProviderCase[] = [
  {
    title:
      'a request that is cancelled before its answer starts ends at once with the reason, and closes its connection',
    inBothModes: true,
    run: async ({ askAt }, isStreamed) => {
      const arrived = Promise.withResolvers<void>();
      const hungUp = Promise.withResolvers<void>();
      await using service = await startService((res) => {
        res.on('close', () => hungUp.resolve());
        arrived.resolve();
      });
      const controller = new AbortController();
      const asking = askAt(service.origin, {}, { isStreamed, signal: controller.signal });
      await arrived.promise;
      const reason = new Error('the user went home');
      controller.abort(reason);
      await hungUp.promise;
      expect((await asking).error).toBe(reason);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    },
  },
  {
    needs: 'streams',
    title:
      'a request that is cancelled during its answer ends at once with the reason, and closes its connection',
    run: async ({ askAt, protocol }) => {
      const hungUp = Promise.withResolvers<void>();
      await using service = await startService((res) => {
        res.on('close', () => hungUp.resolve());
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write(protocol.stream({ text: 'It goes on and on.' }).begin.join(''));
      });
      const controller = new AbortController();
      const reason = new Error('the user went home');
      const outcome = await askAt(
        service.origin,
        {},
        { isStreamed: true, signal: controller.signal, onEvent: () => controller.abort(reason) },
      );
      await hungUp.promise;
      expect(outcome.error).toBe(reason);
      expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    },
  },
  {
    title: 'a request that was cancelled before it started is not sent',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const reason = new Error('too late');
      const signal = AbortSignal.abort(reason);
      const { outcome, service } = await ask(
        answerHandler(protocol, { text: 'x' }),
        {},
        { isStreamed, signal },
      );
      expect(outcome.error).toBe(reason);
      expect(service.requests).toEqual([]);
    },
  },
  {
    title: 'requests leave no listeners behind and share connections, which close with the host',
    inBothModes: true,
    run: async ({ open, protocol }, isStreamed) => {
      await using service = await startService(answerHandler(protocol, { text: 'x' }));
      const { signal } = new AbortController();
      const host = open(service.origin);
      for (let count = 0; count < 5; count += 1) {
        responseOf(await host.ask({}, { isStreamed, signal }));
      }
      expect(getEventListeners(signal, 'abort')).toEqual([]);
      expect(service.sockets.size).toBeLessThanOrEqual(2);
      const ended = Promise.all([...service.sockets].map((socket) => once(socket, 'close')));
      await host.close();
      await ended;
      expect(service.sockets.size).toBe(0);
    },
  },
];
