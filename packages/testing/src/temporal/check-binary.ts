import { open } from 'node:fs/promises';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import type { Environment } from './source.ts';

/** The first run of a new binary is slow on systems that scan it. */
const TIMEOUT_MS = testTimeout(120_000);

/** The result of a check of a `temporal` binary. */
export type BinaryCheck =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly reason: string };

/** ELF's numbers of Node's architectures. */
const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
const MIN_ELF_BYTES = 4096;

/** Runs `temporal --version`, and parses the output. */
export async function checkBinary(
  path: string,
  options: { readonly env: Environment; readonly signal: AbortSignal | undefined },
): Promise<BinaryCheck> {
  const problem = await executableProblem(path);
  if (problem !== undefined) return { ok: false, reason: problem };
  let output: string;
  try {
    output = await runCommand(path, ['--version'], { ...options, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ok: false, reason: error.message };
  }
  const version = /^temporal version (\S+ \(Server .*\))/m.exec(output)?.[1];
  if (version !== undefined) return { ok: true, version };
  const line = output.trim().split('\n', 1)[0] ?? '';
  return {
    ok: false,
    reason: `\`--version\` printed no Temporal version, but "${line.slice(0, 100)}"`,
  };
}

/**
 * Returns why a file is not executable on this machine. Linux passes a file that it cannot load to the shell, which
 * would run a partial or foreign binary as a script in the user's folder (its `>` bytes create files there).
 */
async function executableProblem(path: string): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  const head = Buffer.alloc(20);
  let size: number;
  try {
    const file = await open(path);
    try {
      await file.read(head, 0, head.length, 0);
      ({ size } = await file.stat());
    } finally {
      await file.close();
    }
  } catch {
    // An executable does not have to be readable. If it is missing, running it reports that.
    return undefined;
  }
  if (head.toString('latin1', 0, 2) === '#!') return undefined;
  if (head.toString('latin1', 0, 4) !== '\u007fELF' || size < MIN_ELF_BYTES)
    return 'the file is not a complete executable';
  const machine = ELF_MACHINES[process.arch];
  if (machine === undefined || head.readUInt16LE(18) === machine) return undefined;
  return `the executable is not for ${process.arch}`;
}
