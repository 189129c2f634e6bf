import { setTimeout as wait } from 'node:timers/promises';
import type { WorkflowMessages } from '@mcp-agent/core';
import type { EngineClient } from '../engine/executor-client.ts';
import { FollowedSteps } from './followed-steps.ts';
import type { Run } from './run.ts';

const INTERVAL_MS = 100;
/** The pause between reads, as a multiple of the last read's duration: a long history takes long to read. */
const PAUSE_FACTOR = 4;

const NO_MESSAGES: WorkflowMessages = { signals: [], queries: [], updates: [] };

/** Updates a run with the steps of its workflow until it has ended. */
export async function followRun(client: EngineClient, run: Run, result: Promise<unknown>): Promise<void> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  result.then(end, end);
  const steps = new FollowedSteps();
  await Promise.all([
    readEvents(client, run, steps, ended.signal),
    readRest(client, run, steps, ended.signal),
  ]);
  run.setMessages(NO_MESSAGES);
}

/** Adds each event when the engine records it. */
async function readEvents(
  client: EngineClient,
  run: Run,
  steps: FollowedSteps,
  ended: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      const events = await client.events(run.id, steps.last);
      if (events.length === 0) return;
      for (const event of events) steps.add(event);
      run.follow(steps.list());
    } catch {
      // The engine is unavailable at the moment. The result reports how the workflow ended.
      if (ended.aborted) return;
      await pause(INTERVAL_MS, ended);
    }
  }
}

/** Adds what no event shows: the attempts of running activities, and the messages that the workflow accepts. */
async function readRest(
  client: EngineClient,
  run: Run,
  steps: FollowedSteps,
  ended: AbortSignal,
): Promise<void> {
  let asking: Promise<void> | undefined;
  let askedAt: number | undefined;
  let lastNumber: number | undefined;
  for (let pauseMs = INTERVAL_MS; !ended.aborted;) {
    await pause(pauseMs, ended);
    pauseMs = INTERVAL_MS;
    const number = steps.last?.number;
    if (steps.hasRunningActivity || run.awaitsHistory) pauseMs = await readAttempts(client, run, steps);
    // Only when no event is new: each query costs a durable engine a workflow task.
    else if (number === lastNumber && number !== askedAt && asking === undefined) {
      askedAt = number;
      asking = askMessages(client, run).finally(() => (asking = undefined));
    }
    lastNumber = number;
  }
}

/** Returns the pause before the next read. */
async function readAttempts(client: EngineClient, run: Run, steps: FollowedSteps): Promise<number> {
  const begun = performance.now();
  try {
    steps.addAttempts(await client.history(run.id));
    run.follow(steps.list());
  } catch {
    // See above.
  }
  return Math.max(INTERVAL_MS, (performance.now() - begun) * PAUSE_FACTOR);
}

async function pause(ms: number, ended: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: ended }).catch(() => {});
}

async function askMessages(client: EngineClient, run: Run): Promise<void> {
  try {
    const messages = await client.messages(run.id);
    if (run.isOpen) run.setMessages(messages);
  } catch {
    // No worker is running. The messages known before are still valid.
  }
}
