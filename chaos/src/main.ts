/**
 * `pnpm chaos --workflows N --kills N --seed S --workers N`: runs workflows on Temporal, kills processes by a plan, and
 * compares what came of it with the ledger. The exit code is 1 if anything is not as it should be.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { describePlan, makePlan } from './plan/plan.ts';
import { describeReport } from './report/print.ts';
import { runChaos } from './run.ts';

const { workers, fault, ...planned } = readArguments(process.argv.slice(2));
const plan = makePlan(planned);
const faulty = fault === undefined ? '' : `, fault ${fault}`;
console.log(
  `${planned.workflows} workflows, ${planned.kills} kills, ${workers} workers, seed ${planned.seed}${faulty}`,
);
console.log(`\nKills:\n${describePlan(plan)}\n`);

const folder = await realpath(await mkdtemp(join(tmpdir(), 'chaos-')));
const { figures, violations } = await runChaos({
  plan,
  workers,
  folder,
  ...(fault !== undefined && { fault }),
  onProgress: (line) => console.log(line),
});
console.log(`\n${describeReport({ figures, violations })}`);
if (violations.length === 0) {
  await rm(folder, { recursive: true });
} else {
  console.log(`\nThe ledger, the kills and the logs are in ${folder}.`);
  process.exitCode = 1;
}
