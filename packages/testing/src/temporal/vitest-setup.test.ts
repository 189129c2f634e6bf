import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fakeTemporal, Home } from './fixtures/fakes.ts';
import { realBinary } from './fixtures/real-binary.ts';

const real = await realBinary();
const why = 'why' in real ? ` (skipped: ${real.why})` : '';
const project = fileURLToPath(new URL('fixtures/vitest-project', import.meta.url));
const vitest = fileURLToPath(new URL('../vitest.mjs', import.meta.resolve('vitest')));

/** Runs the tests of a project that uses the set-up, in a separate process. */
function runProject(env: Record<string, string | undefined>): Promise<{ status: unknown; output: string }> {
  const { VITEST: _vitest, CI: _ci, TEMPORAL_ADDRESS: _address, ...rest } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [vitest, 'run', '--root', project],
      { env: { ...rest, NO_COLOR: '1', ...env } },
      (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : error.code, output: stdout + stderr }),
    );
  });
}

describe.skipIf(why !== '')(`with a server${why}`, () => {
  test('all test files of a run share one server, which stops after the run', async () => {
    const { status, output } = await runProject({ TEMPORAL_CLI_PATH: 'path' in real ? real.path : '' });
    expect(output).toContain('2 passed');
    expect(status).toBe(0);
    const servers = new Set(Array.from(output.matchAll(/^SERVER (\S+)$/gm), ([, address]) => address));
    expect(servers.size).toBe(1);
    await expect(fetch(`http://${[...servers].join('')}`)).rejects.toThrow('fetch failed');
  });
});

test('without a server, tests are skipped, and the reason is printed and in their names', async () => {
  const { status, output } = await runProject({ TEMPORAL_CLI_PATH: '/nowhere' });
  expect(output).toContain('Tests on Temporal are SKIPPED. No Temporal server is available. Tried:');
  const reason =
    'environment binary: TEMPORAL_CLI_PATH is "/nowhere", but the binary is not usable: the file does not exist';
  expect(output).toContain(`first file (skipped: no Temporal server: ${reason})`);
  expect(output).toContain('2 skipped');
  expect(status).toBe(0);
});

test('without a server, a run with CI=true fails', async () => {
  const { status, output } = await runProject({ TEMPORAL_CLI_PATH: '/nowhere', CI: 'true' });
  expect(output).toContain('No Temporal server is available');
  expect(status).toBe(1);
});

test('a server that is found but does not start fails the run', async () => {
  await using home = await Home.create();
  const binary = await home.executable('temporal', fakeTemporal('echo "disk is full" >&2; exit 3'));
  const { status, output } = await runProject({ TEMPORAL_CLI_PATH: binary });
  expect(output).toContain('disk is full');
  expect(output).not.toContain('skipped');
  expect(status).toBe(1);
});
