import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { Fleet } from './fleet.ts';
import { readLedger } from './ledger.ts';
import { work } from './workflows.ts';

/** Agents whose workers are replaced one after the other. */
export interface RollingRestart {
  readonly address: string;
  readonly workers: number;
  readonly agents: number;
  readonly turns: number;
  readonly modelMs: number;
  readonly toolMs: number;
}

/** What happened to the agents. */
export interface RollingRestartResult {
  /** Errors of agents that failed. */
  readonly failures: readonly string[];
  /** Steps that began. */
  readonly begun: number;
  /** Attempts after the first one. */
  readonly repeated: number;
  /** Exit status of each replaced worker. */
  readonly statuses: readonly (number | null)[];
}

/** Replaces each worker while the agents run: starts a new one, and stops an old one with SIGTERM. */
export async function rollingRestart(options: RollingRestart): Promise<RollingRestartResult> {
  const { address, workers, agents, turns, modelMs, toolMs } = options;
  const folder = await mkdtemp(join(tmpdir(), 'rolling-restart-'));
  const ledger = join(folder, 'ledger');
  const taskQueue = `rolling-restart-${randomUUID()}`;
  try {
    await using executor = new TemporalExecutor({ temporalHost: address, taskQueue, workerWait: Infinity });
    await using fleet = await Fleet.start(workers, { address, taskQueue });
    const failures: string[] = [];
    const ended = Promise.all(
      Array.from({ length: agents }, async () => {
        const handle = await executor.startWorkflow(work, { ledger, turns, modelMs, toolMs });
        await handle.result().catch((error: unknown) => failures.push(String(error)));
      }),
    );
    const stopping: ReturnType<Fleet['end']>[] = [];
    for (let count = 0; count < workers; count += 1) {
      await fleet.add();
      stopping.push(fleet.end('SIGTERM'));
    }
    await ended;
    const statuses = (await Promise.all(stopping)).map(({ status }) => status);
    const begun = (await readLedger(ledger)).filter(({ phase }) => phase === 'begin');
    const repeated = begun.filter(({ attempt }) => attempt > 1).length;
    return { failures, begun: begun.length, repeated, statuses };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
