import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowMessages } from '@mcp-agent/core';
import type { EngineClient } from '../engine/engine-client.ts';
import type { Run } from './run.ts';

const EVERY_MS = 100;
/** A long history takes a while to tell: so many times as long nobody asks again. */
const REST = 4;
/** What one that ended before it was seen to run would take, no query waits for. */
const NO_MESSAGES: WorkflowMessages = { signals: [], queries: [], updates: [] };

/** Tells a run the steps of its workflow while it runs, and all of them when it has ended. */
export async function followHistory(client: EngineClient, run: Run, result: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  result.then(end, end);
  let asked: Promise<void> | undefined;
  let isKnown = false;
  for (let last = false, pause = EVERY_MS; !last;) {
    await wait(pause, undefined, { signal: ended.signal }).catch(() => {});
    last = ended.signal.aborted;
    const begun = performance.now();
    try {
      if (run.follow(await client.history(run.id))) isKnown = false;
      else if (!isKnown && asked === undefined && !last) {
        // Only when it has come to rest: each question costs a durable engine a turn.
        isKnown = true;
        asked = askMessages(client, run).finally(() => (asked = undefined));
      }
    } catch {
      // An engine that cannot be asked just now: what became of the workflow, its result tells.
    }
    pause = Math.max(EVERY_MS, (performance.now() - begun) * REST);
  }
  run.takes(NO_MESSAGES);
}

async function askMessages(client: EngineClient, run: Run): Promise<void> {
  try {
    const messages = await client.messages(run.id);
    if (run.isOpen) run.takes(messages);
  } catch {
    // Nobody is there to answer, such as a worker that was killed: what was known before still holds.
  }
}
