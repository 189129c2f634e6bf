import type { SkippedTest, TestResults } from './test-results.ts';

/** The outcome of all checks and tests. */
export interface Summary {
  /** The lines to print; programs read the last one. */
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/**
 * Summarizes a run. The last line counts tests: `N passed, N failed`, and `, N skipped` if any. Failed static checks,
 * and each failure outside a test, add one to `failed`.
 *
 * @param checked whether the static checks passed
 * @param ci whether a skipped test is a failure
 */
export function summarize(checked: boolean, tests: TestResults, ci: boolean): Summary {
  const { notRun, skipped, troubles } = tests;
  const refused = ci && skipped.length > 0;
  const failures = [
    ...(checked ? [] : ['static checks']),
    ...troubles,
    ...(refused ? ['skipped tests (CI)'] : []),
  ];
  const failed = tests.failed + failures.length;
  return {
    ok: failed === 0,
    lines: [
      ...skippedByReason(skipped),
      ...(refused ? ['CI is set: a skipped test is a failure.'] : []),
      ...(notRun.length === 0
        ? []
        : [`Failed without running, because their setup failed: ${notRun.length}`]),
      ...notRun.map((name) => `  ${oneLine(name)}`),
      ...troubles.map((trouble) => `Failure outside a test: ${trouble}`),
      `Static checks: ${checked ? 'passed' : 'failed'}`,
      `Tests: ${tests.passed} passed, ${tests.failed} failed, ${skipped.length} skipped`,
      ...(failures.length === 0
        ? []
        : [
            `Counted as failed below, in addition to ${tests.failed} tests: ${failures.map(oneLine).join('; ')}`,
          ]),
      `${tests.passed} passed, ${failed} failed${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`,
    ],
  };
}

/** Lists skipped tests by reason, because many share one. */
function skippedByReason(skipped: readonly SkippedTest[]): readonly string[] {
  return [...Map.groupBy(skipped, ({ reason }) => reason)].flatMap(([reason, tests]) => [
    `Skipped, ${tests.length}: ${oneLine(reason)}`,
    ...tests.map(({ name }) => `  ${oneLine(name)}`),
  ]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
