import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findTemporal } from '@mcp-agent/testing/temporal';
import { messageOf } from '@mcp-agent/core/host';

/** The CLI that starts server 1.27.1, the oldest one that works. */
const CLI_VERSION = '1.3.0';
const MODULE = 'github.com/temporalio/cli';
const BUILD_FOLDER = fileURLToPath(
  new URL(`../../node_modules/.cache/temporal-${CLI_VERSION}`, import.meta.url),
);

/** Returns the binary of the oldest server from the cache or Temporal's download, or builds it, which takes minutes. */
export async function oldestBinary(): Promise<{ readonly path: string } | { readonly why: string }> {
  const found = await findTemporal({ cliVersion: CLI_VERSION, sources: ['cache', 'download'] }).catch(
    () => undefined,
  );
  if (found?.kind === 'binary') return found;
  const path = join(BUILD_FOLDER, 'temporal');
  try {
    await access(path).catch(build);
    return { path };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return { why: messageOf(error) };
  }
}

async function build(): Promise<void> {
  await promisify(execFile)(
    'go',
    [
      'install',
      `-ldflags=-X ${MODULE}/temporalcli.Version=${CLI_VERSION}`,
      `${MODULE}/cmd/temporal@v${CLI_VERSION}`,
    ],
    { env: { ...process.env, GOBIN: BUILD_FOLDER, GOWORK: 'off' } },
  );
}
