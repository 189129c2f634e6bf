import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Executor, JsonValue, StartOptions, WorkflowHandle } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { testTimeout } from '@mcp-agent/testing/support';
import { comparableError, comparableValue, withoutIds } from './comparable.ts';
import { isAtRest, isOpenStatus, type Observation, observe } from './observe.ts';
import type { Action, Program } from './program.ts';
import { markUpdate, noteSignal, performUpdate, SIGNALS } from './messages.ts';
import { randomWorkflow } from './workflows.ts';

/** What happened in a program, without what may differ between engines. */
export interface Trace {
  /** The outcome of each action, and the workflows before it. */
  readonly actions: readonly { readonly before: Observation; readonly outcome: JsonValue }[];
  /** The workflows once none can continue by itself, and all actions are done. */
  readonly atEnd: Observation;
  /** The result or error of the workflow, which is terminated if it still runs. */
  readonly result: JsonValue;
  /** The attempts of activities that end by themselves, sorted. */
  readonly ledger: readonly string[];
}

/** Longest pause between two observations, in milliseconds. */
const MAX_PAUSE_MS = 80;

/**
 * Longer than one call may take: on Temporal, a query of a workflow that is terminated before its first turn fails
 * after 30 seconds.
 */
const REST_TIMEOUT_MS = testTimeout(90_000);

/**
 * Runs a program: performs each action as soon as no workflow can continue by itself.
 *
 * @throws Error when the workflows do not come to rest
 */
export async function runProgram(executor: Executor, { runs, actions }: Program): Promise<Trace> {
  const rootId = `random-${randomUUID()}`;
  const ledger = join(tmpdir(), `${rootId}.ledger`);
  const start: Start = (options) =>
    executor.startWorkflow(randomWorkflow, { runs, ledger }, { workflowId: rootId, ...options });
  await start({});
  const handle = executor.getHandle(rootId);
  const done: { before: Observation; outcome: JsonValue }[] = [];
  for (const action of actions) {
    const before = await untilAtRest(executor, rootId);
    const outcome = await settle(rootId, () => perform(executor, { handle, start, before }, action));
    done.push({ before, outcome });
  }
  const atEnd = await untilAtRest(executor, rootId);
  await terminateAll(executor, rootId, atEnd);
  const result = await settle(rootId, () => handle.result());
  const attempts = await readFile(ledger, 'utf8').catch(() => '');
  await rm(ledger, { force: true });
  return { actions: done, atEnd, result, ledger: withoutIds(attempts, rootId).split('\n').toSorted() };
}

/** Observes until two observations are equal and no step ends by itself. */
async function untilAtRest(executor: Executor, rootId: string): Promise<Observation> {
  const deadline = Date.now() + REST_TIMEOUT_MS;
  let last = '';
  for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    const observation = await observe(executor, rootId);
    const text = JSON.stringify(observation);
    if (text === last && isAtRest(observation)) return observation;
    if (Date.now() > deadline) throw new Error(`The workflows of ${rootId} do not come to rest: ${text}`);
    last = text;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

type Start = (options: StartOptions) => Promise<WorkflowHandle>;

interface Root {
  readonly handle: WorkflowHandle;
  readonly start: Start;
  readonly before: Observation;
}

async function perform(
  executor: Executor,
  { handle: root, start, before }: Root,
  action: Action,
): Promise<unknown> {
  const child = Object.entries(before).find(([id, { status }]) => id !== 'root' && status === 'running');
  const to = (target: 'root' | 'child'): WorkflowHandle =>
    target === 'root' || child === undefined
      ? root
      : executor.getHandle(child[0].replace('root', root.workflowId));
  switch (action.do) {
    case 'signal':
      return to(action.to).signal(SIGNALS[action.signal]);
    case 'note':
      return to(action.to).signal(noteSignal, 1, action.text);
    case 'update':
      return to(action.to).update(markUpdate, action.how);
    case 'perform': {
      const isPaused = Object.values(before).some(({ status }) => status === 'paused');
      return isPaused ? null : to(action.to).update(performUpdate, action.step);
    }
    case 'start': {
      const again = await start({ idConflictPolicy: action.conflict, idReusePolicy: 'reject_duplicate' });
      return again.workflowId;
    }
    case 'cancel':
      return to(action.to).cancel();
    case 'terminate':
      return to(action.to).terminate('the program says so');
    case 'pause':
      return root.pause();
    default:
      return root.resume();
  }
}

async function settle(rootId: string, run: () => Promise<unknown>): Promise<JsonValue> {
  try {
    return { value: comparableValue(await run(), rootId) };
  } catch (error) {
    return { error: comparableError(errorToData(error), rootId) };
  }
}

async function terminateAll(executor: Executor, rootId: string, atEnd: Observation): Promise<void> {
  for (const [id, { status }] of Object.entries(atEnd)) {
    if (!isOpenStatus(status)) continue;
    // A parent that is terminated may have terminated it.
    await executor
      .getHandle(id.replace('root', rootId))
      .terminate('the program is over')
      .catch(() => {});
  }
}
