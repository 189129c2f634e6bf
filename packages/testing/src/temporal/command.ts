import { execFile } from 'node:child_process';
import type { Environment } from './source.ts';

export interface CommandOptions {
  readonly env: Environment;
  readonly cwd?: string;
  /** Milliseconds until it is killed. */
  readonly timeoutMs: number;
  /** How it is killed, then and when the signal is aborted; SIGKILL by default. */
  readonly killSignal?: NodeJS.Signals;
  readonly signal: AbortSignal | undefined;
}

/** A command that did not end with status 0. The message says why in a line or two. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  /** The system's code when it could not be started, such as `ENOENT`. */
  readonly systemCode: string | undefined;

  constructor(message: string, systemCode: string | undefined) {
    super(message);
    this.systemCode = systemCode;
  }
}

/**
 * Runs a command to its end, without a shell, and gives what it wrote to stdout.
 *
 * @throws {@link CommandError} when it could not be started, failed, or took too long.
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

/** The last lines of what a program wrote, trimmed. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n').trim();
}

function reasonOf(
  error: { code?: unknown; message: string; killed?: boolean; signal?: NodeJS.Signals | null },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.killed) return `it was stopped after ${Math.round(timeoutMs / 1000)} s`;
  if (error.code === 'ENOENT') return 'there is no such file';
  if (error.code === 'EACCES') return 'it may not be executed';
  if (typeof error.code === 'string') return error.message;
  const how = error.signal ? `it was ended by ${error.signal}` : `it ended with status ${String(error.code)}`;
  const said = lastLines(stderr, 5);
  return said === '' ? how : `${how}: ${said}`;
}
