import { expect } from 'vitest';
import { type Bench, modelErrorOf, REQUEST_ID } from '../bench.ts';
import type { Handler } from '../service.ts';
import type { ProviderCase } from './case.ts';

const ANSWER = { text: 'The first half of it, and the second half.' };

/** An answer that goes wrong on its way, as a whole body or as a stream. */
type Breaking = (bench: Bench) => { readonly whole: Writing; readonly stream: Writing };
type Writing = (res: Parameters<Handler>[0]) => void;

const BREAKS: readonly (readonly [what: string, breaking: Breaking])[] = [
  [
    'a connection that is cut before the answer',
    () => ({ whole: (res) => res.destroy(), stream: (res) => res.destroy() }),
  ],
  [
    'a connection that is cut within the answer',
    ({ wire }) => ({
      whole: (res) => {
        res.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        res.write(JSON.stringify(wire.whole(ANSWER)).slice(0, 60), () => res.destroy());
      },
      stream: (res) => res.write(wire.stream(ANSWER).begin.join(''), () => res.destroy()),
    }),
  ],
  [
    'an answer that ends before it is whole',
    ({ wire }) => ({
      whole: (res) => {
        const body = JSON.stringify(wire.whole(ANSWER));
        res.end(body.slice(0, body.length / 2));
      },
      stream: (res) => res.end(wire.stream(ANSWER).begin.join('')),
    }),
  ],
  [
    'an answer with broken JSON in it',
    ({ wire }) => ({
      whole: (res) => res.end(`${JSON.stringify(wire.whole(ANSWER)).slice(0, -1)},,,}`),
      stream: (res) => {
        const { begin, end } = wire.stream(ANSWER);
        // One in the middle: the first may be a sign of life that nobody reads.
        const [last = '', broken = '', ...first] = begin.toReversed();
        res.end([...first.toReversed(), broken.replaceAll('}', ',,'), last, ...end].join(''));
      },
    }),
  ],
  ['a stream without anything in it', () => ({ whole: (res) => res.end(''), stream: (res) => res.end('') })],
  [
    'an error that the service tells of in the middle of its answer',
    ({ wire }) => ({
      whole: (res) => res.end(JSON.stringify(wire.refusal('broken', 'It broke down.'))),
      stream: (res) => res.end([...wire.stream(ANSWER).begin, wire.streamedError('It broke down.')].join('')),
    }),
  ],
];

/** Answers that do not come back whole. */
export const CUTS: readonly ProviderCase[] = BREAKS.map(([what, breaking]): ProviderCase => ({
  promise: `${what} is an error that may pass, and never a short answer`,
  inBothModes: true,
  run: async (bench, isStreamed) => {
    const { wire, ask } = bench;
    const { whole, stream } = breaking(bench);
    const { outcome, service } = await ask(
      (res, { body }) => {
        const isStream = wire.wantsStream(body);
        res.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json');
        res.setHeader(wire.requestIdHeader, REQUEST_ID);
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
