import { execFile } from 'node:child_process';
import type { Environment } from './source.ts';

export interface CommandOptions {
  readonly env: Environment;
  readonly cwd?: string;
  /** Milliseconds after which the command is killed. */
  readonly timeoutMs: number;
  /** The signal that ends the command on timeout and on abort. Default: SIGKILL. */
  readonly killSignal?: NodeJS.Signals;
  readonly signal: AbortSignal | undefined;
}

/** A command did not start, or did not exit with code 0. The message states the reason. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** The system's error code if the command did not start, such as `ENOENT`. */
  readonly systemCode: string | undefined;

  constructor(message: string, systemCode: string | undefined) {
    super(message);
    this.systemCode = systemCode;
  }
}

/**
 * Runs a command without a shell, and returns its stdout.
 *
 * @throws {@link CommandError} if it does not start, fails, or times out; the signal's reason
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { env, cwd, timeoutMs, killSignal = 'SIGKILL', signal }: CommandOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { env, cwd, timeout: timeoutMs, killSignal, signal, windowsHide: true },
      (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        if (signal?.aborted) return reject(signal.reason);
        const systemCode = typeof error.code === 'string' ? error.code : undefined;
        reject(new CommandError(reasonOf(error, stderr, timeoutMs), systemCode));
      },
    );
  });
}

/** Returns the last lines of a program's output, trimmed. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n').trim();
}

function reasonOf(
  error: { code?: unknown; message: string; killed?: boolean; signal?: NodeJS.Signals | null },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.killed) return `it timed out after ${Math.round(timeoutMs / 1000)} s`;
  if (error.code === 'ENOENT') return 'the file does not exist';
  if (error.code === 'EACCES') return 'the file is not executable';
  if (typeof error.code === 'string') return error.message;
  const how = error.signal ? `it was ended by ${error.signal}` : `it exited with code ${String(error.code)}`;
  const output = lastLines(stderr, 10);
  return output === '' ? how : `${how}: ${output}`;
}
