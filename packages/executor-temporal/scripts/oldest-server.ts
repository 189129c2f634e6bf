// Runs all tests of this package on the oldest server that works.
import { spawnSync } from 'node:child_process';
import { oldestBinary } from '../src/test-support/oldest-server.ts';

const { TEMPORAL_ADDRESS: _address, ...env } = process.env;
const oldest = await oldestBinary();
if ('why' in oldest) {
  console.error(`There is no binary of the oldest server. ${oldest.why}`);
  process.exitCode = 1;
} else {
  const run = { ...env, TEMPORAL_CLI_PATH: oldest.path, CI: 'true' };
  process.exitCode = spawnSync('pnpm', ['exec', 'vitest', 'run'], { env: run, stdio: 'inherit' }).status ?? 1;
}
