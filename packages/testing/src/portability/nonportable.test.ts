import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { registerActivities } from '@mcp-agent/core';
import { expect, it } from 'vitest';
import { checkPortability } from './check.ts';
import * as activities from './fixtures/activities.ts';
import { readsFile, runsProgram } from './fixtures/imports-files.ts';
import { readsAtLoad } from './fixtures/reads-at-load.ts';
import { NONPORTABLE } from './fixtures/nonportable-cases.ts';
import { formatReport, type PortabilityReport } from './problem.ts';

registerActivities(activities);

/** Formats problems as a kind and the text of the line. */
async function describeProblems({ problems }: PortabilityReport): Promise<string[]> {
  return Promise.all(
    problems.map(async ({ kind, file = '', line = 0 }) => {
      const text = file === '' ? '' : (await readFile(file, 'utf8')).split('\n')[line - 1];
      return `${kind}: ${text}`;
    }),
  );
}

it.each(NONPORTABLE.map((one) => ({ ...one, name: one.workflow.name })))(
  '$name: the report has exactly its problems, with their lines',
  async ({ workflow, input, problems }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table have different inputs
    const report = await checkPortability(workflow, input as never);
    expect(report.portable).toBe(false);
    expect(await describeProblems(report)).toEqual(
      problems.map(([kind, onLine]): unknown => expect.stringMatching(`^${kind}: .*${escape(onLine)}`)),
    );
    for (const { message } of report.problems) expect(message.length).toBeGreaterThan(40);
  },
);

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

it('an import that the bundler rejects is reported with its file and line', async () => {
  const workflows = new URL('fixtures/imports-files.ts', import.meta.url);
  const report = await checkPortability(readsFile, undefined, { workflows });
  expect(await describeProblems(report)).toEqual([
    "import: import { readFileSync } from 'node:fs';",
    "import: import { execFileSync } from 'node:child_process';",
    expect.stringMatching('^disk: .*readFileSync\\(import.meta.filename'),
  ]);
  expect(report.replayed).toBe(false);
});

it("a call of a function of Node's modules is reported without a bundle", async () => {
  const report = await checkPortability(runsProgram, undefined);
  expect(await describeProblems(report)).toContainEqual(expect.stringMatching('^process: .*execFileSync\\('));
});

it('an error while the file loads in the isolate is reported with its line', async () => {
  const workflows = new URL('fixtures/reads-at-load.ts', import.meta.url);
  const report = await checkPortability(readsAtLoad, undefined, { workflows });
  expect(await describeProblems(report)).toEqual([
    expect.stringMatching("^bundle: const region = process.env\\['REGION'\\]"),
  ]);
});

it('all parameters that are not JSON are reported at the call of the check, and the workflow does not run', async () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an invalid value that the types reject
  const params = { when: new Date(0), sizes: [1, Number.NaN] } as never;
  const report = await checkPortability(readsAtLoad, params);
  expect(report.problems.map(({ kind, file }) => ({ kind, file }))).toEqual([
    { kind: 'value', file: import.meta.filename },
    { kind: 'value', file: import.meta.filename },
  ]);
  expect(report.problems[0]?.message).toContain('input of workflow nonportable.readsAtLoad.when');
  expect(report.problems[1]?.message).toContain('input of workflow nonportable.readsAtLoad.sizes[1]');
});

// The program runs the TypeScript sources, whose `using` needs Node 24.
const hasUsing = Number(process.versions.node.split('.')[0]) >= 24;

it.runIf(hasUsing)('reports the same problems in Node without a test runner', async () => {
  const program = fileURLToPath(new URL('fixtures/check-in-node.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  expect(JSON.parse(stdout)).toEqual([
    ['process', 'shares-state.ts', 10],
    ['result', 'shares-state.ts', 7],
    ['state', 'shared-state.ts', 2],
  ]);
});

it('formatReport returns a line for each finding, with its location', async () => {
  const text = formatReport({
    portable: false,
    replayed: true,
    problems: [{ kind: 'clock', message: 'Wrong.', file: '/a.ts', line: 3 }],
    warnings: [{ kind: 'chance', message: 'Perhaps.' }],
  });
  expect(text).toBe('/a.ts:3 clock: Wrong.\nwarning: chance: Perhaps.');
});
