import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../scripts/check/command.ts';
import { summarize } from '../../scripts/check/summary.ts';
import { readTestResults } from '../../scripts/check/test-results.ts';

// A recording of vitest's JSON reporter: a file with a test of each outcome, and one that cannot be imported.
const MIXED = readFileSync(join(import.meta.dirname, 'fixtures', 'mixed-run.json'), 'utf8');

const clean = { passed: 3, failed: 0, notRun: [], skipped: [], troubles: [] };

describe('reading the vitest report', () => {
  test('counts tests, with the reasons of those that were skipped', () => {
    expect(readTestResults(MIXED, false)).toEqual({
      passed: 1,
      failed: 2,
      // In a failed file, its setup may have failed.
      notRun: ['for no reason'],
      skipped: [
        {
          name: 'on Temporal > runs',
          reason: 'no Temporal server: PATH: no temporal in any of its 3 folders',
        },
        { name: 'is still to be written', reason: 'no reason in its name' },
      ],
      troubles: [expect.stringMatching(/^\/repository\/b\.test\.ts: .*missing\.ts/)],
    });
  });

  test.each([
    ['there is none', undefined, 'vitest crashed: it wrote no report'],
    ['it is cut off', MIXED.slice(0, 200), 'the report of vitest is not valid JSON'],
    ['it has no test', '{"testResults":[]}', 'no test was found'],
  ])('is a failure when %s', (_when, report, trouble) => {
    expect(readTestResults(report, true)).toMatchObject({ passed: 0, troubles: [trouble] });
  });

  test('counts tests as failed that did not run because their setup failed', () => {
    const report = JSON.stringify({
      testResults: [
        {
          name: 'a',
          status: 'failed',
          message: '',
          assertionResults: [{ ancestorTitles: ['on Temporal'], title: 'runs', status: 'skipped' }],
        },
      ],
    });
    const results = readTestResults(report, false);
    expect(results).toMatchObject({ failed: 1, notRun: ['on Temporal > runs'], skipped: [], troubles: [] });
    expect(summarize(true, results, false).lines).toEqual([
      'Failed without running, because their setup failed: 1',
      '  on Temporal > runs',
      expect.any(String),
      'Tests: 0 passed, 1 failed, 0 skipped',
      '0 passed, 1 failed',
    ]);
  });

  test('is a failure when vitest itself failed, for example because of an uncaught error outside a test', () => {
    const report = JSON.stringify({
      testResults: [
        {
          name: 'a',
          status: 'passed',
          message: '',
          assertionResults: [{ ancestorTitles: [], title: 'a', status: 'passed' }],
        },
      ],
    });
    expect(readTestResults(report, true).troubles).toEqual([]);
    expect(readTestResults(report, false).troubles).toEqual(['vitest failed; see its output above']);
  });
});

describe('the summary', () => {
  const lastLine = (...args: Parameters<typeof summarize>): string | undefined =>
    summarize(...args).lines.at(-1);

  test('ends with one plain line of totals', () => {
    expect(summarize(true, clean, true)).toMatchObject({ ok: true });
    expect(lastLine(true, clean, true)).toBe('3 passed, 0 failed');
  });

  test('counts failed static checks', () => {
    const { ok: well, lines } = summarize(false, clean, false);
    expect(well).toBe(false);
    expect(lines.at(-1)).toBe('3 passed, 1 failed');
    expect(lines.join('\n')).toContain('Static checks: failed');
  });

  test('counts failures outside tests', () => {
    expect(lastLine(true, { ...clean, failed: 2, troubles: ['b.test.ts: cannot be read'] }, false)).toBe(
      '3 passed, 3 failed',
    );
  });

  test('lists skipped tests, which fail the run only on CI', () => {
    const some = { ...clean, skipped: [{ name: 'on Temporal', reason: 'no server' }] };
    const here = summarize(true, some, false);
    expect(here.ok).toBe(true);
    expect(here.lines.slice(0, 2)).toEqual(['Skipped, 1: no server', '  on Temporal']);
    expect(here.lines.at(-1)).toBe('3 passed, 0 failed, 1 skipped');
    expect(summarize(true, some, true).ok).toBe(false);
    expect(lastLine(true, some, true)).toBe('3 passed, 1 failed, 1 skipped');
  });
});

describe('running a command', () => {
  test('fails if the program does not exist', async () => {
    const { ok: well, output } = await runCommand(['no-such-tool-of-ours']);
    expect(well).toBe(false);
    expect(output).toContain('no-such-tool-of-ours');
  });

  test('returns the output of both streams', async () => {
    const result = await runCommand([
      'node',
      '-e',
      'console.log("out"); console.error("err"); process.exit(3)',
    ]);
    expect(result.ok).toBe(false);
    expect(result.output.split('\n').toSorted()).toEqual(['err', 'out']);
  });
});
