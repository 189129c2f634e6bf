import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, defineActivity } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';

async function abortOf(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

/** Waits until it is aborted, and writes that to the file. */
export const hang: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.hang',
  run: async ({ file }: { file: string }, { signal, info }) => {
    await appendFile(file, `started ${info.attempt}\n`);
    await abortOf(signal);
    await appendFile(file, `aborted ${info.attempt}\n`);
    throw signal.reason;
  },
});

/** Waits until it is aborted. */
export const hangsQuietly: Activity<null, never> = defineActivity({
  name: 'conformance.hangsQuietly',
  run: async (_: null, { signal }) => {
    await abortOf(signal);
    throw signal.reason;
  },
});

/** Waits until it is aborted, and returns a result. */
export const returnsLate: Activity<null, string> = defineActivity({
  name: 'conformance.returnsLate',
  run: async (_: null, { signal }) => {
    await abortOf(signal);
    return 'late';
  },
});

/** Waits until it is aborted, and writes the reason to the file. */
export const saysWhy: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.saysWhy',
  run: async ({ file }: { file: string }, { signal }) => {
    await appendFile(file, 'started\n');
    await abortOf(signal);
    const { code, message, fields } = errorToData(signal.reason);
    await appendFile(file, `${JSON.stringify({ code, message, kind: fields?.['kind'] ?? null })}\n`);
    throw signal.reason;
  },
});

/** Runs until the file `gate` exists. */
export const hold: Activity<{ file: string; gate: string }, string> = defineActivity({
  name: 'conformance.hold',
  run: async ({ file, gate }: { file: string; gate: string }) => {
    await appendFile(file, 'begin\n');
    while (!existsSync(gate)) await wait(5);
    await appendFile(file, 'end\n');
    return 'held';
  },
});

/** Takes the given time and ignores cancellation. */
export const slow: Activity<{ file: string; ms: number }, string> = defineActivity({
  name: 'conformance.slow',
  run: async ({ file, ms }: { file: string; ms: number }) => {
    await appendFile(file, 'begin\n');
    await wait(ms);
    await appendFile(file, 'end\n');
    return 'slow';
  },
});

/** Leaves unhandled rejections and a throwing callback behind, and returns. */
export const loseRejection: Activity<null, string> = defineActivity({
  name: 'conformance.loseRejection',
  run: async () => {
    void (async () => {
      await wait(1);
      throw new Error('lost in an activity');
    })();
    void Promise.reject(new Error('lost at once'));
    setTimeout(() => {
      throw new Error('lost in a callback');
    }, 1);
    await wait(20);
    return 'done all the same';
  },
});

/** Leaves unhandled errors behind when it is aborted: in a listener of its signal, and in a promise. */
export const losesWhenAborted: Activity<null, string> = defineActivity({
  name: 'conformance.losesWhenAborted',
  run: async (_: null, { signal, heartbeat }) => {
    heartbeat('began');
    signal.addEventListener('abort', () => void Promise.reject(new Error('lost when aborted')));
    void new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await wait(3_000);
    return 'too late';
  },
});
