import { errorToData } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import {
  answerHandler,
  type ProviderHarness,
  KEY,
  modelErrorOf,
  refusalHandler,
  REQUEST_ID,
} from '../harness.ts';
import type { ProtocolFault } from '../protocol.ts';
import type { ProviderCase } from './case.ts';

async function refusedWith(
  { ask, protocol }: ProviderHarness,
  isStreamed: boolean,
  [status, fault]: readonly [number, ProtocolFault],
  options: Parameters<typeof refusalHandler>[3] = {},
) {
  const { outcome, service } = await ask(
    refusalHandler(protocol, status, fault, options),
    {},
    { isStreamed },
  );
  return { error: modelErrorOf(outcome), requests: service.requests.length };
}

const FINAL = [
  ['a wrong key', 401, 'wrong-key'],
  ['a key without permission', 403, 'wrong-key'],
  ['an unknown model', 404, 'unknown-model'],
  ['a conversation that is too long', 400, 'too-long'],
  ['a request that is too large', 413, 'too-long'],
] as const;

const RETRYABLE = [
  [408, 'broken', true],
  [409, 'broken', false],
  [429, 'rate-limited', true],
  [500, 'broken', false],
  [502, 'broken', true],
  [503, 'overloaded', true],
  [529, 'overloaded', true],
] as const;

/** Cases about error responses. */
export const ERRORS: readonly ProviderCase[] = [
  ...FINAL.map(([what, status, fault]): ProviderCase => ({
    title: `${what} (${status}) is a non-retryable error with advice`,
    inBothModes: true,
    run: async (harness, isStreamed) => {
      const serviceMessage = 'The message of the service.';
      const { error, requests } = await refusedWith(harness, isStreamed, [status, fault], {
        message: serviceMessage,
      });
      const { provider } = harness;
      expect(error).toMatchObject({
        provider: provider.name,
        status,
        requestId: REQUEST_ID,
        nonRetryable: true,
      });
      expect(error.message).toContain(serviceMessage);
      expect(error.message).toContain(error.model);
      const [, advice = ''] = error.message.replace(/\(request .*?\)/, '').split(serviceMessage);
      expect(advice.trim().length).toBeGreaterThan(20);
      expect(requests).toBe(1);
    },
  })),
  ...RETRYABLE.map(([status, fault, isUnavailable]): ProviderCase => ({
    title: `${status} is retryable${isUnavailable ? ', as an unavailable service' : ''}, and the client does not retry`,
    inBothModes: true,
    run: async (harness, isStreamed) => {
      const { error, requests } = await refusedWith(harness, isStreamed, [status, fault]);
      expect(error).toMatchObject({ status, requestId: REQUEST_ID });
      expect(error.nonRetryable).not.toBe(true);
      expect(error.unavailable === true).toBe(isUnavailable);
      expect(requests).toBe(1);
    },
  })),
  ...([429, 503, 529] as const).map((status): ProviderCase => ({
    title: `Retry-After of ${status} sets the retry delay, in seconds or as a date`,
    run: async (harness) => {
      const fault = status === 429 ? 'rate-limited' : 'overloaded';
      const after = async (value: string) =>
        (await refusedWith(harness, false, [status, fault], { headers: { 'retry-after': value } })).error
          .nextRetryDelayMs;
      expect(await after('7')).toBe(7_000);
      const date = await after(new Date(Date.now() + 60_000).toUTCString());
      expect(date).toBeGreaterThan(50_000);
      expect(date).toBeLessThanOrEqual(60_000);
      expect(await after('soon')).toBeUndefined();
    },
  })),
  {
    title: 'Retry-After beyond the cap is a non-retryable error that says when the service is available',
    inBothModes: true,
    run: async (harness, isStreamed) => {
      const { error } = await refusedWith(harness, isStreamed, [429, 'rate-limited'], {
        headers: { 'retry-after': '86400' },
      });
      expect(error).toMatchObject({ status: 429, nonRetryable: true });
      expect(error.nextRetryDelayMs).toBeUndefined();
      const date = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/.exec(error.message)?.[0] ?? '';
      const hours = (Date.parse(date) - Date.now()) / 3_600_000;
      expect(hours).toBeGreaterThan(23);
      expect(hours).toBeLessThanOrEqual(24);
    },
  },
  {
    title: 'an error of the service in place of an answer (200) has the words of the service',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const words = 'The words of the service.';
      const { outcome, service } = await ask(
        refusalHandler(protocol, 200, 'broken', { message: words }),
        {},
        { isStreamed },
      );
      expect(modelErrorOf(outcome).message).toContain(words);
      expect(service.requests).toHaveLength(1);
    },
  },
  {
    title: 'no error contains the API key, even if the service repeats the request',
    inBothModes: true,
    run: async ({ ask, protocol }, isStreamed) => {
      const basic = Buffer.from(KEY).toString('base64');
      const { outcome, service } = await ask(
        (res, request) => {
          const repeated = `${request.path} ${JSON.stringify(request.headers)} ${JSON.stringify(request.body)} ${encodeURIComponent(KEY)} ${basic}`;
          refusalHandler(protocol, 401, 'wrong-key', { message: `Bad key: ${repeated}`.slice(0, 5_000) })(
            res,
            request,
          );
        },
        {},
        { isStreamed },
      );
      // The key was sent.
      expect(JSON.stringify(service.requests)).toContain(KEY);
      const error = modelErrorOf(outcome);
      const text = JSON.stringify(errorToData(error)) + String(error.stack);
      for (const form of [KEY, encodeURIComponent(KEY), basic]) expect(text).not.toContain(form);
    },
  },
  {
    title: 'an error page in HTML is an error with its status',
    inBothModes: true,
    run: async ({ ask }, isStreamed) => {
      const { outcome } = await ask(
        (res) => res.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
        {},
        { isStreamed },
      );
      expect(modelErrorOf(outcome)).toMatchObject({ status: 502 });
      expect(modelErrorOf(outcome).nonRetryable).not.toBe(true);
    },
  },
  {
    title: 'an HTML page instead of an answer is an error',
    inBothModes: true,
    run: async ({ ask }, isStreamed) => {
      const { outcome } = await ask(
        (res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>'),
        {},
        { isStreamed },
      );
      modelErrorOf(outcome);
    },
  },
  {
    title: 'an unreachable service is a retryable error with its address',
    inBothModes: true,
    run: async ({ ask, askAt, protocol }, isStreamed) => {
      const { service } = await ask(answerHandler(protocol, { text: 'x' }));
      const error = modelErrorOf(await askAt(service.origin, {}, { isStreamed }));
      expect(error.message).toContain(service.origin);
      expect(error.unavailable).toBe(true);
      expect(error.nonRetryable).not.toBe(true);
      expect(error.status).toBeUndefined();
    },
  },
];
