import { spawn } from 'node:child_process';

/** The result of a program. */
export interface Ended {
  readonly status: number | null;
  /** Both streams, in order of arrival. */
  readonly output: string;
}

/** Runs a program as from a user's shell: without the environment variables of npm and vitest. */
export function runProgram(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [program = '', ...args] = command;
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|pnpm_|VITEST|NODE_ENV|NODE_OPTIONS)/i.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...Object.fromEntries(kept), NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // On Windows, npm is a .cmd file, which needs a shell.
      shell: process.platform === 'win32',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output: Buffer.concat(chunks).toString() }));
  });
}
