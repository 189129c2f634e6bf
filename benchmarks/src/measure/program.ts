import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A program of `src/programs`, which prints its figures as a line of JSON. */
export interface Program {
  readonly name: string;
  /** The path relative to `src/programs`. */
  readonly file: string;
  readonly args?: readonly string[];
  /** Flags of Node, such as `--expose-gc`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The figures of a program, by name. */
export type Figures = Readonly<Record<string, number>>;

/** Timeout of a program. The other programs continue. */
export const PROGRAM_TIMEOUT_MS = 120_000;

/**
 * Runs a program in a separate process, so that programs share no heap, modules or compiled code.
 *
 * @throws Error with the error line of the program's stderr
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
    const timer = setTimeout(() => child.kill('SIGKILL'), PROGRAM_TIMEOUT_MS);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const line = stdout.split('\n').findLast((text) => text.startsWith('{'));
      if (code === 0 && line !== undefined) resolve(JSON.parse(line));
      else reject(new Error(`${name} exited with ${signal ?? code}: ${errorLine(stderr)}`));
    });
  });
}

/** Returns the arguments of Node for a program. */
export function programArguments({ file, args = [], flags = [] }: Program): string[] {
  return [...flags, join(import.meta.dirname, '../programs', file), ...args];
}

/** Returns the environment of a program, which disables all telemetry. */
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

/** Returns the line of stderr that has the error. */
export function errorLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  return (lines.find((line) => /Error/.test(line)) ?? lines.at(-1) ?? 'its stderr is empty')
    .trim()
    .slice(0, 160);
}
