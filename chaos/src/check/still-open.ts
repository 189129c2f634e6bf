import { setTimeout as wait } from 'node:timers/promises';
import type { Executor } from '@mcp-agent/core';
import { messageOf } from '@mcp-agent/core/engine';
import { testTimeout } from '@mcp-agent/testing/support';
import { callsOf } from '../ledger/calls.ts';
import type { Ledger } from '../ledger/ledger.ts';

const PATIENCE_MS = testTimeout(60_000);
const LOOK_MS = 100;

/** Returns the workflows and the calls that are still running although all planned workflows have ended. */
export async function stillOpen(executor: Executor, ledger: Ledger): Promise<string[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = [...(await runningWorkflows(executor)), ...runningCalls(ledger)];
    if (found.length === 0 || Date.now() > deadline) return found;
    await wait(LOOK_MS);
  }
}

async function runningWorkflows(executor: Executor): Promise<string[]> {
  try {
    const running = await executor.listWorkflows({ status: 'running' });
    return running.map(({ workflowId }) => `${workflowId} is still running`);
  } catch (error) {
    return [`the server does not list the workflows that run: ${messageOf(error)}`];
  }
}

/** A call whose process was killed does not run, although it has no end. */
function runningCalls(ledger: Ledger): string[] {
  return [...callsOf(ledger.entries).values()]
    .flat()
    .filter(({ endedAt, pid }) => endedAt === undefined && isRunning(pid))
    .map(({ workflow, place, pid }) => `a call of ${workflow} still runs in process ${pid} (${place})`);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
