import { expect } from 'vitest';
import { type ProviderHarness, modelErrorOf, REQUEST_ID } from '../harness.ts';
import type { Handler } from '../service.ts';
import type { ProviderCase } from './case.ts';

const ANSWER = { text: 'The first half of it, and the second half.' };

/** A broken response, as a complete body and as a stream. */
type BrokenResponse = (harness: ProviderHarness) => { readonly whole: Send; readonly stream: Send };
type Send = (res: Parameters<Handler>[0]) => void;

const RESPONSES: readonly (readonly [what: string, respond: BrokenResponse])[] = [
  [
    'a connection that closes before the answer',
    () => ({ whole: (res) => res.destroy(), stream: (res) => res.destroy() }),
  ],
  [
    'a connection that closes during the answer',
    ({ protocol }) => ({
      whole: (res) => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        res.write(JSON.stringify(protocol.whole(ANSWER)).slice(0, 60), () => res.destroy());
      },
      stream: (res) => res.write(protocol.stream(ANSWER).begin.join(''), () => res.destroy()),
    }),
  ],
  [
    'an incomplete answer',
    ({ protocol }) => ({
      whole: (res) => {
        const body = JSON.stringify(protocol.whole(ANSWER));
        res.end(body.slice(0, body.length / 2));
      },
      stream: (res) => res.end(protocol.stream(ANSWER).begin.join('')),
    }),
  ],
  [
    'an answer with invalid JSON',
    ({ protocol }) => ({
      whole: (res) => res.end(`${JSON.stringify(protocol.whole(ANSWER)).slice(0, -1)},,,}`),
      stream: (res) => {
        const { begin, end } = protocol.stream(ANSWER);
        // An event in the middle: the first may be a ping, which clients ignore.
        const [last = '', broken = '', ...first] = begin.toReversed();
        res.end([...first.toReversed(), broken.replaceAll('}', ',,'), last, ...end].join(''));
      },
    }),
  ],
  ['an empty stream', () => ({ whole: (res) => res.end(''), stream: (res) => res.end('') })],
  [
    'an error event during the answer',
    ({ protocol }) => ({
      whole: (res) => res.end(JSON.stringify(protocol.refusal('broken', 'Internal error.'))),
      stream: (res) =>
        res.end([...protocol.stream(ANSWER).begin, protocol.streamedError('Internal error.')].join('')),
    }),
  ],
];

/** Cases about incomplete and broken responses. */
export const INTERRUPTIONS: readonly ProviderCase[] = RESPONSES.map(([what, respond]): ProviderCase => ({
  title: `${what} is a retryable error, and never a truncated answer`,
  inBothModes: true,
  run: async (harness, isStreamed) => {
    const { protocol, ask } = harness;
    const { whole, stream } = respond(harness);
    const { outcome, service } = await ask(
      (res, { body, path }) => {
        const isStream = protocol.wantsStream(body, path);
        res.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json');
        res.setHeader(protocol.requestIdHeader, REQUEST_ID);
        (isStream ? stream : whole)(res);
      },
      {},
      { isStreamed },
    );
    const error = modelErrorOf(outcome);
    expect(error.message).toContain(service.origin);
    expect(error.nonRetryable).not.toBe(true);
    expect(service.requests).toHaveLength(1);
  },
}));
