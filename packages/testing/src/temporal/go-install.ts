import { join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import { BINARY_NAME } from './environment.ts';
import { CLI_VERSION, type LookupContext } from './source.ts';

const MODULE = 'github.com/temporalio/cli';
/** A build takes 3 to 4 minutes on two idle cores. */
const BUILD_TIMEOUT_MS = testTimeout(60 * 60_000);
const VERSION_TIMEOUT_MS = testTimeout(120_000);

/** Returns why Go is not usable, or `undefined` if it is. */
export async function goProblem({ env, signal }: LookupContext): Promise<string | undefined> {
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
 * @param folder an empty folder, which receives the binary
 * @returns the path of the binary
 * @throws {@link CommandError} with the last lines of Go's output
 */
export async function goInstall(folder: string, { env, signal }: LookupContext): Promise<string> {
  const target = `${MODULE}/cmd/temporal@v${CLI_VERSION}`;
  // Without this flag, a build from source reports the version 0.0.0-DEV.
  const flags = `-ldflags=-X ${MODULE}/temporalcli.Version=${CLI_VERSION}`;
  await runCommand('go', ['install', flags, target], {
    env: { ...env, GOBIN: folder, GOWORK: 'off' },
    cwd: folder,
    timeoutMs: BUILD_TIMEOUT_MS,
    // Go deletes its temporary files on SIGINT.
    killSignal: 'SIGINT',
    signal,
  });
  return join(folder, BINARY_NAME);
}
