/** A skipped test. */
export interface SkippedTest {
  readonly name: string;
  /** The reason in its name, `(skipped: no Temporal server)`. The report has no other place for it. */
  readonly reason: string;
}

/** The results of a run of vitest. */
export interface TestResults {
  readonly passed: number;
  readonly failed: number;
  /** The names of the failed tests that did not run because the setup of their group failed. */
  readonly notRun: readonly string[];
  readonly skipped: readonly SkippedTest[];
  /** Failures outside tests, such as a file that cannot be imported. Each counts as one. */
  readonly troubles: readonly string[];
}

/**
 * Reads the report of vitest's JSON reporter.
 *
 * @param report the text of the report, or `undefined` if there is none
 * @param exitedWell whether vitest exited with 0
 */
export function readTestResults(report: string | undefined, exitedWell: boolean): TestResults {
  if (report === undefined) return broken('vitest crashed: it wrote no report');
  const files = parse(report);
  if (files === undefined) return broken('the report of vitest is not valid JSON');
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const passed = count('passed');
  const notRun = files.filter(({ status }) => status === 'failed').flatMap(withoutSetUp);
  const failed = count('failed') + notRun.length;
  const skipped = tests
    .filter((test) => !notRun.includes(test) && (test.status === 'skipped' || test.status === 'todo'))
    .map(skippedTest);

  const troubles = files
    .filter(
      (file) =>
        file.status === 'failed' &&
        file.assertionResults.every((test) => test.status !== 'failed' && !notRun.includes(test)),
    )
    .map((file) => `${file.name}: ${file.message === '' ? 'did not finish' : file.message}`);
  const unfinished = tests.length - passed - failed - skipped.length;
  if (unfinished > 0) troubles.push(`${unfinished} tests did not finish`);
  if (tests.length === 0) troubles.push('no test was found');
  // For example an uncaught error or a failed global setup, which are not in the report.
  if (!exitedWell && failed === 0 && troubles.length === 0)
    troubles.push('vitest failed; see its output above');
  return { passed, failed, notRun: notRun.map((test) => skippedTest(test).name), skipped, troubles };
}

const NO_REASON = 'no reason in its name';

function broken(trouble: string): TestResults {
  return { passed: 0, failed: 0, notRun: [], skipped: [], troubles: [trouble] };
}

function skippedTest({ ancestorTitles, title }: ReportedTest): SkippedTest {
  const titles = [...ancestorTitles, title];
  const found = titles.map((text) => /\s*\(skipped: (.*)\)$/.exec(text)).find((match) => match !== null);
  const name = titles.map((text) => (text === found?.input ? text.slice(0, found.index) : text)).join(' > ');
  return { name, reason: found?.[1] ?? NO_REASON };
}

/**
 * The tests of a failed file that are skipped without a reason: vitest skips the tests of a group whose `beforeAll`
 * fails, and its report does not say so.
 */
function withoutSetUp({ assertionResults }: ReportedFile): readonly ReportedTest[] {
  return assertionResults.filter(
    (test) => test.status === 'skipped' && skippedTest(test).reason === NO_REASON,
  );
}

interface ReportedTest {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
}

interface ReportedFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly ReportedTest[];
}

function parse(report: string): readonly ReportedFile[] | undefined {
  try {
    const { testResults }: { testResults?: unknown } = JSON.parse(report);
    return Array.isArray(testResults) ? testResults : undefined;
  } catch {
    return undefined;
  }
}
