import { getEventListeners, once } from 'node:events';
import { expect } from 'vitest';
import { answering, responseOf } from '../bench.ts';
import { startService } from '../service.ts';
import type { ProviderCase } from './case.ts';

/** What is left of a request that nobody waits for any more, and of a provider that is done. */
export const CANCELLING: readonly ProviderCase[] = [
  {
    promise:
      'a request that is cancelled before its answer begins ends at once, for that reason, with its connection',
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
    promise:
      'a request that is cancelled within its answer ends at once, for that reason, with its connection',
    run: async ({ askAt, wire }) => {
      const hungUp = Promise.withResolvers<void>();
      await using service = await startService((res) => {
        res.on('close', () => hungUp.resolve());
        res.writeHead(200, { 'content-type': 'text/event-stream' });
        res.write(wire.stream({ text: 'It goes on and on.' }).begin.join(''));
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
    promise: 'a request that was cancelled before it was made is not made',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const reason = new Error('too late');
      const signal = AbortSignal.abort(reason);
      const { outcome, service } = await ask(answering(wire, { text: 'x' }), {}, { isStreamed, signal });
      expect(outcome.error).toBe(reason);
      expect(service.requests).toEqual([]);
    },
  },
  {
    promise: 'many requests leave no listeners behind, share connections, and closing the host closes them',
    inBothModes: true,
    run: async ({ open, wire }, isStreamed) => {
      await using service = await startService(answering(wire, { text: 'x' }));
      const { signal } = new AbortController();
      const host = open(service.origin);
      for (let asked = 0; asked < 5; asked += 1) {
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
