import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { startTemporalServer } from '@mcp-agent/testing/temporal';
import { Fleet } from './fleet.ts';
import { type Entry, readLedger } from './ledger.ts';
import { work } from './workflows.ts';

// `node recovery/stall.ts --kills 30`: how long agents stall when their worker is killed.
const { values: options } = parseArgs({
  options: {
    kills: { type: 'string', default: '30' },
    agents: { type: 'string', default: '20' },
    workers: { type: 'string', default: '3' },
    everyMs: { type: 'string', default: '12000' },
  },
});

const MODEL_MS = 1_500;
const TOOL_MS = 300;

const folder = await mkdtemp(join(tmpdir(), 'recovery-'));
const ledger = join(folder, 'ledger');
const server = await startTemporalServer();
const taskQueue = `stall-${process.pid}`;
const fleet = await Fleet.start(Number(options.workers), { address: server.address, taskQueue });
const executor = new TemporalExecutor({ temporalHost: server.address, taskQueue, workerWait: Infinity });

const over = new AbortController();
const isOver = new Promise<undefined>((resolve) => {
  over.signal.addEventListener('abort', () => resolve(undefined));
});
const failures: string[] = [];
const agent = async (): Promise<void> => {
  while (!over.signal.aborted) {
    const handle = await executor.startWorkflow(work, {
      ledger,
      turns: 20,
      modelMs: MODEL_MS,
      toolMs: TOOL_MS,
    });
    const end = await Promise.race([handle.result().catch(String), isOver]);
    if (end !== 'done' && end !== undefined) failures.push(end);
    if (over.signal.aborted) await handle.terminate().catch(() => {});
  }
};
const agents = Promise.all(Array.from({ length: Number(options.agents) }, agent));

await wait(5_000);
const kills: { pid: number; at: number }[] = [];
for (let count = 1; count <= Number(options.kills); count += 1) {
  await wait(Number(options.everyMs) * (0.9 + Math.random() * 0.2));
  const kill = await fleet.end('SIGKILL');
  await fleet.add();
  kills.push(kill);
  console.error(`kill ${count}: worker ${kill.pid}`);
}
await wait(Number(options.everyMs));
over.abort();
await agents;

const entries = await readLedger(ledger);
const stalls = kills.flatMap((kill) => stallsOf(entries, kill));
report(
  'a step on the killed worker',
  stalls.filter(({ hit }) => hit),
);
report(
  'all others',
  stalls.filter(({ hit }) => !hit),
);
console.log(`${failures.length} agents failed.`, failures.slice(0, 5));

await fleet[Symbol.asyncDispose]();
await executor.close();
await server.close();
await rm(folder, { recursive: true });

interface Stall {
  /** Whether the agent had a step on the killed worker. */
  readonly hit: boolean;
  readonly ms: number;
  /** When the agent's next step began, or began again, after the kill. */
  readonly beganMs: number;
}

/** The delay of each agent at a kill: the time between the ends of its steps around it, less what those steps take. */
function stallsOf(all: readonly Entry[], { pid, at }: { pid: number; at: number }): Stall[] {
  const stalled: Stall[] = [];
  for (const own of Map.groupBy(all, ({ workflowId }) => workflowId).values()) {
    const ends = own.filter(({ phase }) => phase === 'end');
    const next = ends.find((end) => end.at >= at);
    const last = ends.findLast((end) => end.at < at);
    if (next === undefined || last === undefined) continue;
    const hit = own.some(
      (begin) =>
        begin.phase === 'begin' &&
        begin.pid === pid &&
        begin.at < at &&
        begin.at >= last.at &&
        !ends.some((end) => end.activityId === begin.activityId && end.attempt === begin.attempt),
    );
    const begun = own.find(({ phase, at: began }) => phase === 'begin' && began >= at);
    stalled.push({
      hit,
      ms: next.at - last.at - (next.kind === 'model' ? MODEL_MS : TOOL_MS),
      beganMs: (begun?.at ?? next.at) - at,
    });
  }
  return stalled;
}

function report(what: string, stalled: readonly Stall[]): void {
  console.log(
    `${what}: ${stalled.length} agents. Stall: ${spread(stalled.map(({ ms }) => ms))}. ` +
      `Next step after the kill: ${spread(stalled.map(({ beganMs }) => beganMs))}.`,
  );
}

function spread(values: readonly number[]): string {
  const ms = values.toSorted((one, other) => one - other);
  const at = (share: number): string =>
    `${((ms[Math.floor((ms.length - 1) * share)] ?? 0) / 1_000).toFixed(1)} s`;
  return `median ${at(0.5)}, 90 % ${at(0.9)}, worst ${at(1)}`;
}
