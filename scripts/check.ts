/**
 * Verifies everything that must hold for the repository: what `npm test` and CI run. The tests run even if a static
 * check fails; the exit code is 0 only if all passed.
 */
import { runCommand } from './check/command.ts';
import { runTests } from './check/run-tests.ts';
import { summarize } from './check/summary.ts';

const begin = performance.now();

// The packages are built here once: tests of what is published use the build.
const tasks = ['build', 'typecheck', 'lint', 'knip', 'format:check'];
const checks = await runCommand(
  ['turbo', 'run', ...tasks, '--continue=always', '--output-logs=errors-only'],
  { live: true },
);
const tests = await runTests();
const { ok, lines } = summarize(checks.ok, tests, /^(true|1)$/i.test(process.env['CI'] ?? ''));

console.log(`\nDone in ${((performance.now() - begin) / 1_000).toFixed(1)} s`);
console.log(lines.join('\n'));
process.exitCode = ok ? 0 : 1;
