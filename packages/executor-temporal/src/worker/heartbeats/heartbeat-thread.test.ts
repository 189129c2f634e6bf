import type { Worker } from 'node:worker_threads';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HeartbeatThread } from './heartbeat-thread.ts';
import type { Reply } from './protocol.ts';

const PATH = '/temporal.api.workflowservice.v1.WorkflowService/RecordActivityTaskHeartbeat';

let server: Server;
let address: string;
let received: { readonly text: string; readonly authorization: unknown }[];
const threads: Worker[] = [];
const onThread = (thread: Worker): void => void threads.push(thread);

beforeEach(async () => {
  received = [];
  server = new Server();
  server.register(
    PATH,
    (
      call: { request: Buffer; metadata: { get(name: string): unknown[] } },
      answer: (e: null, r: Buffer) => void,
    ) => {
      const [authorization] = call.metadata.get('authorization');
      received.push({ text: call.request.toString(), authorization });
      answer(null, Buffer.alloc(0));
    },
    (value: Buffer) => value,
    (bytes: Buffer) => bytes,
    'unary',
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  address = `127.0.0.1:${port}`;
  process.on('worker', onThread);
});

afterEach(() => {
  process.off('worker', onThread);
  threads.length = 0;
  server.forceShutdown();
});

it('sends the headers of the connection, and continues in a new thread when its thread dies', async () => {
  const ends: string[] = [];
  await using thread = await HeartbeatThread.start(
    { address, tls: false, headers: { authorization: 'Bearer key' } },
    { onEnded: (why) => ends.push(why), onLost: () => {}, onBack: () => {} },
    false,
  );
  const sent: Reply[] = [];
  const request = new TextEncoder().encode('beat');
  const id = thread.add({
    activity: 'any',
    onSent: (_, reply) => sent.push(reply),
    onNotice: () => {},
    onRestart: () => thread.post({ kind: 'start', id, firstMs: 0, intervalMs: 60_000, request }),
  });
  thread.post({ kind: 'start', id, firstMs: 0, intervalMs: 60_000, request });
  await expect.poll(() => received).toEqual([{ text: 'beat', authorization: 'Bearer key' }]);
  await threads[0]?.terminate();
  await expect.poll(() => received).toHaveLength(2);
  expect(ends).toHaveLength(1);
});

it('fails when it cannot connect', async () => {
  const starting = HeartbeatThread.start(
    { address: '127.0.0.1:1', tls: false, headers: {} },
    { onEnded: () => {}, onLost: () => {}, onBack: () => {} },
    false,
  );
  await expect(starting).rejects.toMatchObject({ code: 'ENGINE_UNAVAILABLE' });
});
