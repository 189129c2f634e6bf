import { expect, it } from 'vitest';
import { type AttemptContext, BeatingAttempt } from './beating-attempt.ts';
import type { Reply } from './protocol.ts';

const UNAVAILABLE = 14;
const ACKNOWLEDGED: Reply = { response: new Uint8Array() };
const request = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A server that answers when the test says so, and what the main thread hears. */
function server(): AttemptContext & {
  readonly received: string[];
  readonly receipts: number[];
  readonly notices: Reply[];
  isHung: boolean;
  answer(reply: Reply): void;
} {
  let waiting: ((reply: Reply) => void) | undefined;
  const all = {
    received: new Array<string>(),
    receipts: new Array<number>(),
    notices: new Array<Reply>(),
    isHung: false,
    isGivenUp: () => all.isHung,
    send: (bytes: Uint8Array) => {
      all.received.push(new TextDecoder().decode(bytes));
      return new Promise<Reply>((resolve) => {
        waiting = resolve;
      });
    },
    answer: (reply: Reply) => waiting?.(reply),
    onSent: (receipt: number) => void all.receipts.push(receipt),
    onNotice: (reply: Reply) => void all.notices.push(reply),
  };
  return all;
}

const beats = { request: request('first'), firstMs: 1, intervalMs: 1 };

it('sends one heartbeat at a time, and the latest details next', async () => {
  const to = server();
  const attempt = new BeatingAttempt(to, beats);
  await expect.poll(() => to.received).toEqual(['first']);
  attempt.send(request('second'), 1);
  attempt.send(request('third'), 2);
  expect(to.received).toEqual(['first']);
  to.answer(ACKNOWLEDGED);
  await expect.poll(() => to.received).toEqual(['first', 'third']);
  expect(to.receipts).toEqual([]);
  to.answer(ACKNOWLEDGED);
  await expect.poll(() => to.receipts).toEqual([1, 2]);
  attempt.stop();
});

it('sends details again while the server is away, before it confirms them', async () => {
  const to = server();
  const attempt = new BeatingAttempt(to, { ...beats, firstMs: 60_000 });
  attempt.send(request('details'), 7);
  await expect.poll(() => to.received).toHaveLength(1);
  to.answer({ code: UNAVAILABLE, details: 'away' });
  await expect.poll(() => to.received).toEqual(['details', 'details']);
  expect(to.receipts).toEqual([]);
  to.answer(ACKNOWLEDGED);
  await expect.poll(() => to.receipts).toEqual([7]);
  attempt.stop();
});

it('reports the notices of the server', async () => {
  const to = server();
  const attempt = new BeatingAttempt(to, beats);
  await expect.poll(() => to.received).toHaveLength(1);
  const cancelRequested: Reply = { response: Uint8Array.of(8, 1) };
  to.answer(cancelRequested);
  await expect.poll(() => to.notices).toEqual([cancelRequested]);
  attempt.stop();
});

it('sends nothing for a main thread that hangs, and continues when it is back', async () => {
  const to = server();
  to.isHung = true;
  const attempt = new BeatingAttempt(to, beats);
  attempt.send(request('of a thread that hangs'), undefined);
  expect(to.received).toEqual([]);
  to.isHung = false;
  await expect.poll(() => to.received).toHaveLength(1);
  attempt.stop();
});
