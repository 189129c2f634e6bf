import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowMessages } from '@mcp-agent/core';
import type { EngineClient } from '../engine/executor-client.ts';
import type { Run } from './run.ts';

const POLL_MS = 100;
/** The pause between reads, as a multiple of the last read's duration: a long history takes long to read. */
const PAUSE_FACTOR = 4;

const NO_MESSAGES: WorkflowMessages = { signals: [], queries: [], updates: [] };

/** Updates a run with the steps of its workflow until it has ended. */
export async function followHistory(client: EngineClient, run: Run, result: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  result.then(end, end);
  let asking: Promise<void> | undefined;
  let isKnown = false;
  for (let last = false, pause = POLL_MS; !last;) {
    await wait(pause, undefined, { signal: ended.signal }).catch(() => {});
    last = ended.signal.aborted;
    const begun = performance.now();
    try {
      if (run.follow(await client.history(run.id))) isKnown = false;
      else if (!isKnown && asking === undefined && !last) {
        // Only when no step is new: each query costs a durable engine a workflow task.
        isKnown = true;
        asking = askMessages(client, run).finally(() => (asking = undefined));
      }
    } catch {
      // The engine is unavailable at the moment. The result reports how the workflow ended.
    }
    pause = Math.max(POLL_MS, (performance.now() - begun) * PAUSE_FACTOR);
  }
  run.setMessages(NO_MESSAGES);
}

async function askMessages(client: EngineClient, run: Run): Promise<void> {
  try {
    const messages = await client.messages(run.id);
    if (run.isOpen) run.setMessages(messages);
  } catch {
    // No worker is running. The messages known before are still valid.
  }
}
