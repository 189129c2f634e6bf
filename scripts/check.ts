/**
 * Everything that must hold for the repository, in one go: what `npm test` and CI run. All checks run even
 * when an earlier one fails; the exit code is 0 only when all of them passed.
 */
import { API_CHECK } from './check/api-check.ts';
import { heading, seconds } from './check/print.ts';
import { PACKAGE_CHECK } from './check/package-check.ts';
import { runChecks } from './check/run-checks.ts';
import { runTests } from './check/run-tests.ts';
import { STATIC_CHECKS } from './check/static-checks.ts';
import { summarize } from './check/summary.ts';

const begin = performance.now();
const print = (text: string): void => console.log(text);

const checks = await runChecks([...STATIC_CHECKS, PACKAGE_CHECK, API_CHECK], print);
print(heading('Tests (vitest)'));
const tests = await runTests();
const { ok, lines } = summarize(checks, tests, /^(true|1)$/i.test(process.env['CI'] ?? ''));

print(heading(`Done in ${seconds(performance.now() - begin)}`));
print(lines.join('\n'));
process.exitCode = ok ? 0 : 1;
