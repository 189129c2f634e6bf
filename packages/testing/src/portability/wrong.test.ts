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
import { WRONG } from './fixtures/wrong-cases.ts';
import { formatReport, type PortabilityReport } from './problem.ts';

registerActivities(activities);

/** What was found, as a kind and the text of its line. */
async function foundIn({ problems }: PortabilityReport): Promise<string[]> {
  return Promise.all(
    problems.map(async ({ kind, file = '', line = 0 }) => {
      const text = file === '' ? '' : (await readFile(file, 'utf8')).split('\n')[line - 1];
      return `${kind}: ${text}`;
    }),
  );
}

it.each(WRONG.map((one) => ({ ...one, name: one.workflow.name })))(
  '$name is found out, at the line that is to blame, and of nothing else',
  async ({ workflow, input, found }) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the workflows of the table take different things
    const report = await checkPortability(workflow, input as never);
    expect(report.portable).toBe(false);
    expect(await foundIn(report)).toEqual(
      found.map(([kind, onLine]): unknown => expect.stringMatching(`^${kind}: .*${escape(onLine)}`)),
    );
    for (const { message } of report.problems) expect(message.length).toBeGreaterThan(40);
  },
);

function escape(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

it('an import that the bundler refuses is found at its line, in the file that has it', async () => {
  const workflows = new URL('fixtures/imports-files.ts', import.meta.url);
  const report = await checkPortability(readsFile, undefined, { workflows });
  expect(await foundIn(report)).toEqual([
    "import: import { readFileSync } from 'node:fs';",
    "import: import { execFileSync } from 'node:child_process';",
    expect.stringMatching('^disk: .*readFileSync\\(import.meta.filename'),
  ]);
  expect(report.replayed).toBe(false);
});

it("a function of Node's module is found where it is called, without a bundle", async () => {
  const report = await checkPortability(runsProgram, undefined);
  expect(await foundIn(report)).toContainEqual(expect.stringMatching('^process: .*execFileSync\\('));
});

it('what fails as the file is loaded in the isolate is found at its line', async () => {
  const workflows = new URL('fixtures/reads-at-load.ts', import.meta.url);
  const report = await checkPortability(readsAtLoad, undefined, { workflows });
  expect(await foundIn(report)).toEqual([
    expect.stringMatching("^bundle: const region = process.env\\['REGION'\\]"),
  ]);
});

it('parameters that are not JSON are found where the check is called, all of them, and nothing is run', async () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a mistake that types forbid
  const params = { when: new Date(0), sizes: [1, Number.NaN] } as never;
  const report = await checkPortability(readsAtLoad, params);
  expect(report.problems.map(({ kind, file }) => ({ kind, file }))).toEqual([
    { kind: 'value', file: import.meta.filename },
    { kind: 'value', file: import.meta.filename },
  ]);
  expect(report.problems[0]?.message).toContain('input of workflow wrong.readsAtLoad.when');
  expect(report.problems[1]?.message).toContain('input of workflow wrong.readsAtLoad.sizes[1]');
});

// Node runs the sources here, and `using` needs Node 24.
const hasUsing = Number(process.versions.node.split('.')[0]) >= 24;

it.runIf(hasUsing)(
  'the same is found in Node without a test runner, in the module where it is declared',
  async () => {
    const program = fileURLToPath(new URL('fixtures/check-in-node.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [program]);
    expect(JSON.parse(stdout)).toEqual([
      ['process', 'shares-state.ts', 10],
      ['result', 'shares-state.ts', 7],
      ['state', 'shared-state.ts', 2],
    ]);
  },
);

it('a report is one line for each finding, with its place', async () => {
  const text = formatReport({
    portable: false,
    replayed: true,
    problems: [{ kind: 'clock', message: 'Wrong.', file: '/a.ts', line: 3 }],
    warnings: [{ kind: 'chance', message: 'Perhaps.' }],
  });
  expect(text).toBe('/a.ts:3 clock: Wrong.\nwarning: chance: Perhaps.');
});
