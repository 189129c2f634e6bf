import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Executor } from '@mcp-agent/core';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import type { Evidence } from './check/evidence.ts';
import { describeHung } from './check/hung.ts';
import { leftovers } from './check/leftovers.ts';
import { stillOpen } from './check/still-open.ts';
import { checkUnplannedEnds } from './check/unplanned-ends.ts';
import { violationsOf } from './check/violations.ts';
import { Client } from './drive/client.ts';
import type { Outcome } from './drive/drive.ts';
import { driveAll } from './drive/drive-all.ts';
import { watchProgress } from './drive/watch-progress.ts';
import { Fleet } from './fleet/fleet.ts';
import { type Hit, makeKills } from './kills/killer.ts';
import { callsOf } from './ledger/calls.ts';
import type { Plan } from './plan/plan.ts';
import { prepare } from './prepare.ts';
import { type Figures, figuresOf } from './report/figures.ts';
import { urlOf } from './run-file.ts';
import type { Fault } from './services/fault.ts';

/** Options of a run. */
export interface RunOptions {
  readonly plan: Plan;
  readonly workers: number;
  /** An empty folder for data and logs. The caller removes it. */
  readonly folder: string;
  readonly fault?: Fault;
  /** Called with a line now and then. */
  readonly onProgress?: (line: string) => void;
}

/** What came of a run. */
export interface Report {
  readonly figures: Figures;
  /** Empty if all is as it should be. */
  readonly violations: readonly string[];
}

/** Runs a plan, checks what came of it, and ends everything that it started. */
export async function runChaos(options: RunOptions): Promise<Report> {
  const { plan, folder, workers } = options;
  const begin = Date.now();
  const { run, runFile, temporary } = await prepare(folder, options.fault);
  const fleet = await Fleet.start({ run, runFile, folder, temporary, workers });
  const executor = new TemporalExecutor({
    temporalHost: urlOf(run, 'temporal').replace('http://', ''),
    taskQueue: run.taskQueue,
    workerWait: Infinity,
  });
  let played: Played;
  try {
    played = await play(options, fleet, executor);
  } finally {
    await executor.close();
    await fleet[Symbol.asyncDispose]();
  }
  await writeFile(join(folder, 'kills.json'), JSON.stringify(played.hits, undefined, 2));
  const { outages } = fleet.temporal;
  const evidence: Evidence = {
    works: plan.works,
    calls: callsOf(fleet.ledger.entries),
    outages,
    ...played,
  };
  const unplannedEnds = fleet.unplannedEnds();
  return {
    figures: {
      ...figuresOf(evidence),
      plannedKills: plan.kills.length,
      unplannedEnds,
      failedRequests: played.failedRequests,
      durationMs: Date.now() - begin,
    },
    violations: [
      ...violationsOf(evidence),
      ...played.open,
      ...checkUnplannedEnds(unplannedEnds, outages),
      ...(await leftovers(folder, temporary, run.ports)),
    ],
  };
}

/** What was seen while a plan was played. */
interface Played {
  readonly outcomes: readonly Outcome[];
  readonly hits: readonly Hit[];
  readonly failedRequests: Readonly<Record<string, number>>;
  /** What was still open in the end. */
  readonly open: readonly string[];
}

async function play(
  { plan, onProgress = () => {} }: RunOptions,
  fleet: Fleet,
  executor: Executor,
): Promise<Played> {
  const { works, kills } = plan;
  const { ledger } = fleet;
  const outcomes: Outcome[] = [];
  let made = 0;
  const hung = new AbortController();
  const over = new AbortController();
  using watch = watchProgress({
    ledger,
    describe: () =>
      `${outcomes.length} of ${works.length} ended, ${ledger.effects} effects, ${made} of ${kills.length} kills`,
    onProgress,
    onSilence: () => hung.abort(new Error('Nothing has happened for minutes.')),
  });
  const killing = makeKills(kills, fleet, over.signal, () => (made += 1));
  const client = new Client(executor, hung.signal);
  const driving = driveAll(works, client, hung.signal, (outcome) => {
    outcomes.push(outcome);
    watch.note();
  });
  try {
    // A kill that cannot be made ends the run at once.
    await Promise.race([driving, killing.then(() => driving)]);
  } finally {
    over.abort();
  }
  const hits = await killing;
  const ended = new Set(outcomes.map(({ work }) => work));
  const open = works.filter((work) => !ended.has(work)).map(({ id }) => id);
  return {
    outcomes,
    hits,
    failedRequests: Object.fromEntries(client.failedRequests),
    open: open.length > 0 ? await describeHung(executor, open) : await stillOpen(executor, ledger),
  };
}
