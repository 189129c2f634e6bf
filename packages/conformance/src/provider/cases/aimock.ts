import { expect } from 'vitest';
import { startAimock } from '../aimock.ts';
import { modelErrorOf, responseOf } from '../harness.ts';
import type { ProviderCase } from './case.ts';

const TEXT = 'An answer of another implementation.';
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

/** The faults of aimock, with the status of their error. */
const CHAOS = [
  ['drop', 500],
  ['rateLimit', 429],
  ['malformed', undefined],
  ['disconnect', undefined],
] as const;

/** Cases against `aimock`, also with its chaos enabled. */
export const AIMOCK: readonly ProviderCase[] = [
  {
    title: 'an answer of aimock returns its text',
    needs: 'aimock',
    inBothModes: true,
    run: async ({ askAt }, isStreamed) => {
      await using service = await startAimock({ content: TEXT });
      const { text } = responseOf(await askAt(service.origin, {}, { isStreamed }));
      expect(text).toBe(TEXT);
    },
  },
  {
    title: 'an answer of aimock returns its tool calls',
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
    title: `chaos of aimock (${chaos}) is a retryable error`,
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
    title: 'a stream that aimock truncates is a retryable error',
    needs: 'aimock',
    run: async ({ askAt }) => {
      await using service = await startAimock({ content: TEXT }, 'cut');
      const error = modelErrorOf(await askAt(service.origin, {}, { isStreamed: true }));
      expect(error.nonRetryable).not.toBe(true);
    },
  },
];
