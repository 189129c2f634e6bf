import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../packages.ts';
import { runCommand } from './command.ts';
import { readTestResults, type TestResults } from './test-results.ts';

const REPORT = join(ROOT, '.test-results', 'vitest.json');

/** Runs the tests of all packages in one run, which shares one Temporal server. */
export async function runTests(): Promise<TestResults> {
  // A run that crashes writes no report, and an old one must not count.
  await rm(REPORT, { force: true });
  // By default, vitest reserves one core, and on two cores runs files one after another.
  const workers = Math.max(2, availableParallelism() - 1);
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const { ok } = await runCommand(['vitest', 'run', `--maxWorkers=${workers}`, ...reports], { live: true });
  return readTestResults(await readFile(REPORT, 'utf8').catch(() => undefined), ok);
}
