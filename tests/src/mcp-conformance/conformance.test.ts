import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTimeout } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requirementsOf, runScenario, type ScenarioResult } from './suite.ts';

// The official MCP client suite, through a workflow with an agent on an executor. A revision's requirements are frozen.
// A scenario that belongs to both revisions runs once with each.

const IN_MEMORY = `${process.execPath} ${fileURLToPath(new URL('client.ts', import.meta.url))}`;
const ON_TEMPORAL = `${process.execPath} ${fileURLToPath(new URL('temporal-client.ts', import.meta.url))}`;
const TIMEOUT = testTimeout(600_000);

/** How many scenarios each revision requires. */
const SCORED: Readonly<Record<string, number>> = { '2025-11-25': 18, '2026-07-28': 32 };

/** Scenarios that no revision requires and that this client passes. */
const ALSO_PASSED: ReadonlySet<string> = new Set([
  'auth/client-credentials-jwt',
  'auth/client-credentials-basic',
  'auth/enterprise-managed-authorization',
  'json-schema-2020-12-preservation',
]);

/** Scenarios of a revision that has no requirements in the suite. */
const OLDER: readonly [revision: string, scenario: string][] = [
  ['2025-03-26', 'auth/2025-03-26-oauth-metadata-backcompat'],
  ['2025-03-26', 'auth/2025-03-26-oauth-endpoint-fallback'],
];

/** Checks times to a fifth of a second: a busy machine fails some runs, a wrong client fails all. */
const TIMED = 'sse-retry';
const TIMED_RUNS = 10;

/** The scenarios in which an engine has a part: a call, a question during and after one, a call that is repeated. */
const DURABLE: readonly [revision: string, scenario: string][] = [
  ['2025-11-25', 'tools_call'],
  ['2025-11-25', 'elicitation-sep1034-client-defaults'],
  ['2025-11-25', 'auth/scope-step-up'],
  ['2026-07-28', 'tools_call'],
  ['2026-07-28', 'sep-2322-client-request-state'],
  ['2026-07-28', 'auth/scope-step-up'],
];

let folder = '';
/** Results of the scenarios that are not scored, by revision and name. */
const unscoredResults = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-agent-'));
});

afterAll(async () => {
  const rows = [...unscoredResults].map(([name, result]) => `  ${name.padEnd(52)}${result}`).toSorted();
  console.log(["MCP's client scenarios that are not scored:", ...rows].join('\n'));
  await rm(folder, { recursive: true, force: true });
});

async function expectPass(revision: string, scenario: string, client: string): Promise<void> {
  const { succeeded, problems } = await runScenario(revision, scenario, client, folder);
  expect(problems).toEqual([]);
  expect(succeeded).toBeGreaterThan(0);
}

async function runUnscored(revision: string, scenario: string): Promise<ScenarioResult> {
  const result = await runScenario(revision, scenario, IN_MEMORY, folder);
  const { succeeded, failed, problems } = result;
  const text = problems.length === 0 ? 'passed' : `failed ${failed} of ${succeeded + failed} checks`;
  unscoredResults.set(`${revision} ${scenario}`, text);
  return result;
}

describe.each(Object.entries(SCORED))('MCP %s in memory', (revision, count) => {
  const { scored, unscored } = requirementsOf(revision);

  test(`the revision requires ${count} scenarios`, () => {
    expect(scored).toHaveLength(count);
  });

  test.concurrent.each(scored.filter((scenario) => scenario !== TIMED))(
    '%s',
    { timeout: TIMEOUT },
    (scenario) => expectPass(revision, scenario, IN_MEMORY),
  );

  test.concurrent.each(unscored.filter((scenario) => ALSO_PASSED.has(scenario)))(
    '%s (not scored)',
    { timeout: TIMEOUT },
    async (scenario) => {
      const { problems } = await runUnscored(revision, scenario);
      expect(problems).toEqual([]);
    },
  );

  test.concurrent.each(unscored.filter((scenario) => !ALSO_PASSED.has(scenario)))(
    '%s runs (not scored)',
    { timeout: TIMEOUT },
    async (scenario) => {
      const { succeeded, failed } = await runUnscored(revision, scenario);
      expect(succeeded + failed).toBeGreaterThan(0);
    },
  );

  test.each(scored.filter((scenario) => scenario === TIMED))(
    '%s',
    { timeout: TIMEOUT, retry: TIMED_RUNS - 1 },
    (scenario) => expectPass(revision, scenario, IN_MEMORY),
  );
});

describe('older revisions in memory', () => {
  test.concurrent.each(OLDER)('%s %s', { timeout: TIMEOUT }, (revision, scenario) =>
    expectPass(revision, scenario, IN_MEMORY),
  );
});

describeWithTemporal('the scenarios that depend on the engine, on Temporal', ({ address }) => {
  test.concurrent.each(DURABLE)('%s %s', { timeout: TIMEOUT }, (revision, scenario) =>
    expectPass(revision, scenario, `${ON_TEMPORAL} ${address}`),
  );
});
