import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { Fleet } from './fleet.ts';
import { readLedger } from './ledger.ts';
import { slowCalls } from './workflows.ts';

/** Calls that are only slow, on workers whose event loops pause. */
export interface SlowCalls {
  readonly address: string;
  readonly workers: number;
  readonly maxConcurrentActivities: number;
  readonly calls: number;
  /** Duration of a call. */
  readonly ms: number;
  /** Duration of a pause. As long passes until the next one. */
  readonly pauseMs: number;
}

/** Runs the calls, and returns how many were taken for dead: attempts after the first one. */
export async function lostSlowCalls(options: SlowCalls): Promise<number> {
  const { address, workers, calls, ms, pauseMs, maxConcurrentActivities } = options;
  const folder = await mkdtemp(join(tmpdir(), 'slow-calls-'));
  const ledger = join(folder, 'ledger');
  const taskQueue = `slow-calls-${randomUUID()}`;
  try {
    await using executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    await using _fleet = await Fleet.start(workers, { address, taskQueue, maxConcurrentActivities, pauseMs });
    const attempts = await executor.executeWorkflow(slowCalls, { ledger, calls, ms });
    const begun = (await readLedger(ledger)).filter(({ phase }) => phase === 'begin').length;
    return Math.max(begun - calls, attempts.filter((attempt) => attempt > 1).length);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
