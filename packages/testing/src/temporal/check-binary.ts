import { open } from 'node:fs/promises';
import { testTimeout } from '../support/test-timeout.ts';
import { CommandError, runCommand } from './command.ts';
import type { Environment } from './source.ts';

/** The first run of a new binary is slow where the system scans it. */
const TIMEOUT_MS = testTimeout(120_000);

/** What was found of a file that should be a `temporal` binary. */
export type BinaryCheck =
  | { readonly ok: true; readonly version: string }
  | { readonly ok: false; readonly reason: string };

/** How ELF names the machines that Node names so. */
const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
/** No ELF program is smaller; its headers are within. */
const SMALLEST_ELF = 4096;

/** Runs `temporal --version` and reads the answer. */
export async function checkBinary(
  path: string,
  options: { readonly env: Environment; readonly signal: AbortSignal | undefined },
): Promise<BinaryCheck> {
  const noProgram = await whyNoProgram(path);
  if (noProgram !== undefined) return { ok: false, reason: noProgram };
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
    reason: `it does not say the version of a temporal binary, but "${line.slice(0, 100)}"`,
  };
}

/**
 * Linux hands what it cannot load to the shell: half a binary, or one for another machine, would be run as a
 * script in the user's folder (its `>` bytes make files there).
 */
async function whyNoProgram(path: string): Promise<string | undefined> {
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
    // Running it tells what is wrong, if anything is: a program need not be readable.
    return undefined;
  }
  if (head.toString('latin1', 0, 2) === '#!') return undefined;
  if (head.toString('latin1', 0, 4) !== '\u007fELF' || size < SMALLEST_ELF)
    return 'it is not a whole program';
  const machine = ELF_MACHINES[process.arch];
  if (machine === undefined || head.readUInt16LE(18) === machine) return undefined;
  return `it is not a program for ${process.arch}`;
}
