import type { FinishedCheck } from './check.ts';
import type { SkippedTest, TestResults } from './test-results.ts';

/** What the whole run came to. */
export interface Summary {
  /** What to print; the last line is the one that others read. */
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/**
 * Sums up a run. The last line, `N passed, N failed` and `, N skipped` when any, counts tests; a check that
 * failed, or a failure that no test stands for, is one more in `failed`.
 *
 * @param ci whether a test that is skipped is a failure
 */
export function summarize(checks: readonly FinishedCheck[], tests: TestResults, ci: boolean): Summary {
  const failedChecks = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  const { notRun, skipped, troubles } = tests;
  const refused = ci && skipped.length > 0;
  const failures = [...failedChecks, ...troubles, ...(refused ? ['No test is skipped (CI)'] : [])];
  const failed = tests.failed + failures.length;
  return {
    ok: failed === 0,
    lines: [
      ...skippedByReason(skipped),
      ...(refused ? ['CI is set: a test that is skipped is a failure here.'] : []),
      ...(notRun.length === 0 ? [] : [`Failed without running, ${notRun.length}: their set-up failed`]),
      ...notRun.map((name) => `  ${oneLine(name)}`),
      ...troubles.map((trouble) => `failure outside a test: ${trouble}`),
      `Checks: ${checks.length - failedChecks.length} of ${checks.length} passed${
        failedChecks.length === 0 ? '' : `; failed: ${failedChecks.join(', ')}`
      }`,
      `Tests: ${tests.passed} passed, ${tests.failed} failed, ${skipped.length} skipped`,
      ...(failures.length === 0
        ? []
        : [`In "failed" below, beside ${tests.failed} tests: ${failures.map(oneLine).join('; ')}`]),
      `${tests.passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`,
    ],
  };
}

/** Most often it is the same reason for many. */
function skippedByReason(skipped: readonly SkippedTest[]): readonly string[] {
  return [...Map.groupBy(skipped, ({ reason }) => reason)].flatMap(([reason, tests]) => [
    `Skipped, ${tests.length}: ${oneLine(reason)}`,
    ...tests.map(({ name }) => `  ${oneLine(name)}`),
  ]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
