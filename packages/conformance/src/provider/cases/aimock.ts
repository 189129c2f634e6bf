import { expect } from 'vitest';
import { startAimock } from '../aimock.ts';
import { modelErrorOf, responseOf } from '../bench.ts';
import type { ProviderCase } from './case.ts';

const TEXT = 'What others take an answer to be.';
const CALLS = {
  toolCalls: [
    { id: 'call_1', name: 'look', arguments: '{"at":"the shed"}' },
    { id: 'call_2', name: 'now', arguments: '{}' },
  ],
};

const LOOK = {
  name: 'look',
  target: { kind: 'server', server: 'eyes', tool: 'look' },
  tool: { name: 'look', inputSchema: { type: 'object', properties: {} }, repeatable: true },
} as const;

/** What goes wrong, whether it may pass, and with which status. */
const CHAOS = [
  ['drop', 500],
  ['rateLimit', 429],
  ['malformed', undefined],
  ['disconnect', undefined],
] as const;

/** The protocols as others have read them: against `aimock`, and with its chaos switched on. */
export const AIMOCK: readonly ProviderCase[] = [
  {
    promise: 'an answer of aimock is read',
    needs: 'aimock',
    inBothModes: true,
    run: async ({ askAt }, isStreamed) => {
      await using service = await startAimock({ content: TEXT });
      const { text } = responseOf(await askAt(service.origin, {}, { isStreamed }));
      expect(text).toBe(TEXT);
    },
  },
  {
    promise: 'tool calls of aimock are read',
    needs: 'aimock',
    inBothModes: true,
    run: async ({ askAt }, isStreamed) => {
      await using service = await startAimock(CALLS);
      const { toolCalls } = responseOf(await askAt(service.origin, { tools: [LOOK] }, { isStreamed }));
      expect(toolCalls).toEqual([
        { id: 'call_1', name: 'look', arguments: { at: 'the shed' } },
        { id: 'call_2', name: 'now', arguments: {} },
      ]);
    },
  },
  ...CHAOS.map(([chaos, status]): ProviderCase => ({
    promise: `chaos of aimock (${chaos}) is an error that may pass`,
    needs: 'aimock',
    inBothModes: true,
    run: async ({ askAt }, isStreamed) => {
      await using service = await startAimock({ content: TEXT }, chaos);
      const error = modelErrorOf(await askAt(service.origin, {}, { isStreamed }));
      expect(error.nonRetryable).not.toBe(true);
      expect(error.status).toBe(status);
      if (chaos === 'rateLimit') expect(error.nextRetryDelayMs).toBeGreaterThan(0);
    },
  })),
  {
    promise: 'a stream that aimock cuts is an error that may pass',
    needs: 'aimock',
    run: async ({ askAt }) => {
      await using service = await startAimock({ content: TEXT }, 'cut');
      const error = modelErrorOf(await askAt(service.origin, {}, { isStreamed: true }));
      expect(error.nonRetryable).not.toBe(true);
    },
  },
];
