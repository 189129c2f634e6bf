// Runs all tests of this package on the oldest server that works. The first time, its binary is downloaded, or built with
// Go, which takes minutes: PyPI has no version as old.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTemporal } from '@mcp-agent/testing/temporal';

/** The CLI that starts server 1.27.1. */
const CLI_VERSION = '1.3.0';
const MODULE = 'github.com/temporalio/cli';

const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
const found = await findTemporal({ cliVersion: CLI_VERSION, sources: ['cache', 'download'] }).catch(
  () => undefined,
);
const path = found?.kind === 'binary' ? found.path : build();
const run = { ...env, TEMPORAL_CLI_PATH: path, CI: 'true' };
process.exitCode = spawnSync('pnpm', ['exec', 'vitest', 'run'], { env: run, stdio: 'inherit' }).status ?? 1;

function build(): string {
  const folder = fileURLToPath(new URL(`../node_modules/.cache/temporal-${CLI_VERSION}`, import.meta.url));
  const binary = join(folder, 'temporal');
  if (existsSync(binary)) return binary;
  const flags = `-ldflags=-X ${MODULE}/temporalcli.Version=${CLI_VERSION}`;
  const { status, error } = spawnSync('go', ['install', flags, `${MODULE}/cmd/temporal@v${CLI_VERSION}`], {
    env: { ...env, GOBIN: folder, GOWORK: 'off' },
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('The binary of the oldest server cannot be built. See above.', { cause: error });
  return binary;
}
