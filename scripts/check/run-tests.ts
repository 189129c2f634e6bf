import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../packages.ts';
import { runCommand } from './command.ts';
import { readTestResults, type TestResults } from './test-results.ts';

const REPORT = join(ROOT, '.test-results', 'vitest.json');

/** Runs the tests of all packages in one run, which shares one Temporal server. */
export async function runTests(): Promise<TestResults> {
  // A run that crashes writes no report, and an old one must not count.
  await rm(REPORT, { force: true });
  const reports = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const { ok } = await runCommand(['vitest', 'run', ...reports], { live: true });
  return readTestResults(await readFile(REPORT, 'utf8').catch(() => undefined), ok);
}
