import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mkdtemp, rm } from 'node:fs/promises';
import { testTimeout } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, runProgram } from '../process.ts';

// The official MCP client suite. For each scenario it starts a server and this client, which runs a workflow with an
// agent on an executor, and checks the requests of the client.
const SUITE = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);
const IN_MEMORY = fileURLToPath(new URL('client.ts', import.meta.url));
const ON_TEMPORAL = fileURLToPath(new URL('temporal-client.ts', import.meta.url));
const SCENARIOS = 26;
/** Checks times to a fifth of a second: a busy machine fails some runs, a wrong client fails all. */
const TIMED = 'sse-retry';
const TIMED_RUNS = 10;

/** A call, one with a server request, and one that is rejected and repeated. The others differ only on the wire. */
const DURABLE = ['tools_call', 'elicitation-sep1034-client-defaults', 'auth/scope-step-up'];

let scenarios: string[] = [];
let folder = '';
const passed = { memory: 0, temporal: 0 };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcp-agent-'));
  const { output } = await runProgram([process.execPath, SUITE, 'list'], folder);
  scenarios = [...output.slice(output.indexOf('Client scenarios')).matchAll(/^ {2}- (\S+)/gm)].map(
    ([, name = '']) => name,
  );
});

afterAll(async () => {
  console.log(
    `MCP's client scenarios: ${passed.memory} of ${scenarios.length} passed in memory, ` +
      `${passed.temporal} of ${DURABLE.length} on Temporal`,
  );
  await rm(folder, { recursive: true, force: true });
});

/** Runs a scenario once, and returns its outcome. */
function runOnce(scenario: string, temporal?: string): Promise<Ended> {
  const client = temporal === undefined ? IN_MEMORY : `${ON_TEMPORAL} ${temporal}`;
  const command = ['client', '--command', `${process.execPath} ${client}`, '--scenario', scenario];
  const timeout = String(testTimeout(300_000));
  return runProgram([process.execPath, SUITE, ...command, '--timeout', timeout], folder);
}

const PASSED = /, 0 failed, 0 warnings/;

async function run(scenario: string, temporal?: string): Promise<void> {
  const runs = scenario === TIMED ? TIMED_RUNS : 1;
  let { output, status } = await runOnce(scenario, temporal);
  for (let again = 1; again < runs && !PASSED.test(output); again += 1) {
    ({ output, status } = await runOnce(scenario, temporal));
  }
  expect(output, scenario).toMatch(PASSED);
  expect(status, output).toBe(0);
  passed[temporal === undefined ? 'memory' : 'temporal'] += 1;
}

test('the suite has exactly the known scenarios', () => {
  expect(scenarios).toHaveLength(SCENARIOS);
});

test('an agent passes all scenarios in memory', { timeout: testTimeout(1_800_000) }, async () => {
  const waiting = scenarios.filter((scenario) => scenario !== TIMED);
  const lane = async (): Promise<void> => {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      await run(scenario);
    }
  };
  await Promise.all([lane(), lane(), lane()]);
  await run(TIMED);
  expect(passed.memory).toBe(SCENARIOS);
});

describeWithTemporal('on Temporal', ({ address }) => {
  test('an agent passes the scenarios that depend on the engine', async () => {
    for (const scenario of DURABLE) await run(scenario, address);
    expect(passed.temporal).toBe(DURABLE.length);
  });
});
