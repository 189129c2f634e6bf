import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** Something to be measured: a program of `src/programs`, which prints its figures as one line of JSON. */
export interface Program {
  readonly name: string;
  /** Relative to `src/programs`. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Node's own flags, such as `--expose-gc`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program measured, by name. */
export type Figures = Readonly<Record<string, number>>;

/** The longest that a program may take: what hangs is told as such, and the others go on. */
export const LIMIT_MS = 120_000;

/**
 * Runs a program in a process of its own, so that no one's garbage, modules or compiled code are another's.
 *
 * @throws Error with the program's last words
 */
export function runProgram(program: Program): Promise<Figures> {
  const { name } = program;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, programArguments(program), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: programEnvironment(program),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const line = stdout.split('\n').findLast((text) => text.startsWith('{'));
      if (code === 0 && line !== undefined) resolve(JSON.parse(line));
      else reject(new Error(`${name} ended with ${signal ?? code}: ${lastWords(stderr)}`));
    });
  });
}

/** What Node is called with for a program. */
export function programArguments({ file, args = [], flags = [] }: Program): string[] {
  return [...flags, join(import.meta.dirname, '../programs', file), ...args];
}

/** Nobody's telemetry is measured, nor sent. */
export function programEnvironment({ env = {} }: Program): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_NO_WARNINGS: '1',
    MASTRA_TELEMETRY_DISABLED: '1',
    LANGCHAIN_TRACING_V2: 'false',
    OPENAI_AGENTS_DISABLE_TRACING: '1',
    ...env,
  };
}

/** What a program said when it failed. */
export function lastWords(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /Error/.test(line)) ?? lines.at(-1) ?? 'it said nothing').trim().slice(0, 160);
}
