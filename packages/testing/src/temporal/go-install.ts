import { join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import { BINARY_NAME } from './environment.ts';
import { CLI_VERSION, type Search } from './source.ts';

const MODULE = 'github.com/temporalio/cli';
/** A build takes 3 to 4 minutes on two idle cores. */
const BUILD_TIMEOUT_MS = testTimeout(60 * 60_000);
const VERSION_TIMEOUT_MS = testTimeout(120_000);

/** Says why there is no Go here, or nothing when there is. */
export async function whyNoGo({ env, signal }: Search): Promise<string | undefined> {
  try {
    await runCommand('go', ['version'], { env, signal, timeoutMs: VERSION_TIMEOUT_MS });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.systemCode === 'ENOENT' ? '`go` is not on the PATH' : `\`go version\`: ${error.message}`;
  }
}

/**
 * Builds the `temporal` binary from source.
 *
 * @param folder An empty folder, where the binary is put.
 * @returns the binary's path.
 * @throws Error with the last lines that Go wrote.
 */
export async function goInstall(folder: string, { env, signal }: Search): Promise<string> {
  const target = `${MODULE}/cmd/temporal@v${CLI_VERSION}`;
  // A build from source calls itself 0.0.0-DEV unless told its version.
  const flags = `-ldflags=-X ${MODULE}/temporalcli.Version=${CLI_VERSION}`;
  await runCommand('go', ['install', flags, target], {
    env: { ...env, GOBIN: folder, GOWORK: 'off' },
    cwd: folder,
    timeoutMs: BUILD_TIMEOUT_MS,
    // On this one it removes its temporary files.
    killSignal: 'SIGINT',
    signal,
  });
  return join(folder, BINARY_NAME);
}
