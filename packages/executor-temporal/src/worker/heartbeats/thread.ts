import { parentPort, workerData } from 'node:worker_threads';
import { BeatingAttempt } from './beating-attempt.ts';
import { HeartbeatChannel } from './channel.ts';
import type { FromThread, Reply, ThreadData, ToThread } from './protocol.ts';
import { PulseMonitor } from './pulse.ts';

/** How long the main thread's event loop may be blocked before its activities are given up. */
const GIVE_UP_AFTER_MS = 30_000;
const WATCH_EVERY_MS = 250;
const CONNECT_TIMEOUT_MS = 10_000;

const port = parentPort;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the main thread passes it
const { connection, pulse } = workerData as ThreadData;
const channel = new HeartbeatChannel(connection);
const monitor = new PulseMonitor(pulse);
const attempts = new Map<number, BeatingAttempt>();
let isGivenUp = false;

setInterval(() => {
  isGivenUp = monitor.blockedMs() > GIVE_UP_AFTER_MS;
}, WATCH_EVERY_MS);

const report = (message: FromThread): void => port?.postMessage(message);

channel
  .connect(CONNECT_TIMEOUT_MS)
  .then(
    () => report({ kind: 'connected' }),
    (error: Error) => report({ kind: 'connected', problem: error.message }),
  )
  .finally(() =>
    channel.watch(
      (reason) => report({ kind: 'lost', reason }),
      () => report({ kind: 'back' }),
    ),
  );

port?.on('message', (message: ToThread) => {
  const { kind, id } = message;
  if (kind === 'send') return attempts.get(id)?.send(message.request, message.receipt);
  attempts.get(id)?.stop();
  attempts.delete(id);
  if (kind === 'stop') return;
  const context = {
    send: channel.send.bind(channel),
    isGivenUp: () => isGivenUp,
    onSent: (receipt: number, reply: Reply) => report({ kind: 'sent', id, receipt, reply }),
    onNotice: (reply: Reply) => report({ kind: 'notice', id, reply }),
  };
  const { request, firstMs, intervalMs } = message;
  attempts.set(id, new BeatingAttempt(context, { request, firstMs, intervalMs }));
});
