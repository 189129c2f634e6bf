import { errorToData } from '@mcp-agent/core/errors';
import { expect } from 'vitest';
import { answering, type Bench, KEY, modelErrorOf, refusing, REQUEST_ID } from '../bench.ts';
import type { WireFault } from '../wire.ts';
import type { ProviderCase } from './case.ts';

async function refusedWith(
  { ask, wire }: Bench,
  isStreamed: boolean,
  [status, fault]: readonly [number, WireFault],
  options: Parameters<typeof refusing>[3] = {},
) {
  const { outcome, service } = await ask(refusing(wire, status, fault, options), {}, { isStreamed });
  return { error: modelErrorOf(outcome), asked: service.requests.length };
}

const FINAL = [
  ['a wrong key', 401, 'wrong-key'],
  ['a key that may not', 403, 'wrong-key'],
  ['an unknown model', 404, 'unknown-model'],
  ['too long a conversation', 400, 'too-long'],
  ['too large a request', 413, 'too-long'],
] as const;

const PASSING = [
  [408, 'broken'],
  [409, 'broken'],
  [429, 'rate-limited'],
  [500, 'broken'],
  [502, 'broken'],
  [503, 'overloaded'],
  [529, 'overloaded'],
] as const;

/** What a service refuses. */
export const FAILURES: readonly ProviderCase[] = [
  ...FINAL.map(([what, status, fault]): ProviderCase => ({
    promise: `${what} (${status}) is final, and explained`,
    inBothModes: true,
    run: async (bench, isStreamed) => {
      const said = 'What the service says of it.';
      const { error, asked } = await refusedWith(bench, isStreamed, [status, fault], { message: said });
      const { provider } = bench;
      expect(error).toMatchObject({
        provider: provider.name,
        status,
        requestId: REQUEST_ID,
        nonRetryable: true,
      });
      expect(error.message).toContain(said);
      expect(error.message).toContain(error.model);
      // It says more than the service does.
      const advice = error.message
        .replace(said, '')
        .replace(/^.* answered .*?:/, '')
        .replace(/\(request .*/, '');
      expect(advice.trim().length).toBeGreaterThan(20);
      expect(asked).toBe(1);
    },
  })),
  ...PASSING.map(([status, fault]): ProviderCase => ({
    promise: `${status} may be tried again, by the engine and not by the client`,
    inBothModes: true,
    run: async (bench, isStreamed) => {
      const { error, asked } = await refusedWith(bench, isStreamed, [status, fault]);
      expect(error).toMatchObject({ status, requestId: REQUEST_ID });
      expect(error.nonRetryable).not.toBe(true);
      expect(asked).toBe(1);
    },
  })),
  ...([429, 503, 529] as const).map((status): ProviderCase => ({
    promise: `Retry-After of ${status} is what the engine waits, in seconds or as a date`,
    run: async (bench) => {
      const fault = status === 429 ? 'rate-limited' : 'overloaded';
      const after = async (value: string) =>
        (await refusedWith(bench, false, [status, fault], { headers: { 'retry-after': value } })).error
          .nextRetryDelayMs;
      expect(await after('7')).toBe(7_000);
      const date = await after(new Date(Date.now() + 60_000).toUTCString());
      expect(date).toBeGreaterThan(50_000);
      expect(date).toBeLessThanOrEqual(60_000);
      expect(await after('soon')).toBeUndefined();
    },
  })),
  {
    promise: 'a key is in no error, also where the service repeats all that it was sent',
    inBothModes: true,
    run: async ({ ask, wire }, isStreamed) => {
      const basic = Buffer.from(KEY).toString('base64');
      const { outcome, service } = await ask(
        (res, request) => {
          const repeated = `${request.path} ${JSON.stringify(request.headers)} ${JSON.stringify(request.body)} ${encodeURIComponent(KEY)} ${basic}`;
          refusing(wire, 401, 'wrong-key', { message: `Bad key: ${repeated}`.slice(0, 5_000) })(res, request);
        },
        {},
        { isStreamed },
      );
      // It was sent, or this shows nothing.
      expect(JSON.stringify(service.requests)).toContain(KEY);
      const error = modelErrorOf(outcome);
      const everything = JSON.stringify(errorToData(error)) + String(error.stack);
      for (const form of [KEY, encodeURIComponent(KEY), basic]) expect(everything).not.toContain(form);
    },
  },
  {
    promise: 'an error page that is no JSON is an error by its status',
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
    promise: 'a web page in place of an answer is an error',
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
    promise: 'a service that is not there may be there later, and the error says where it was looked for',
    inBothModes: true,
    run: async ({ ask, askAt, wire }, isStreamed) => {
      const { service } = await ask(answering(wire, { text: 'x' }));
      const error = modelErrorOf(await askAt(service.origin, {}, { isStreamed }));
      expect(error.message).toContain(service.origin);
      expect(error.nonRetryable).not.toBe(true);
      expect(error.status).toBeUndefined();
    },
  },
];
