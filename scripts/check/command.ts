import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from '../packages.ts';

/** The result of a command. */
export interface CommandResult {
  readonly ok: boolean;
  /** Both streams, in order of arrival. Empty if the command printed to the terminal. */
  readonly output: string;
}

/** Options for {@link runCommand}. */
export interface CommandOptions {
  readonly cwd?: string;
  /** Whether the command prints to the terminal, for long commands. Default: false, and the result has its output. */
  readonly live?: boolean;
}

const WINDOWS = process.platform === 'win32';

/** Runs a tool of this repository, or a program on the PATH. */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [tool = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      cwd: options.cwd ?? ROOT,
      env: environment(),
      stdio: options.live === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // On Windows, the tools are .cmd files, which need a shell.
      shell: WINDOWS,
    });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const end = (ok: boolean, note: string): void => {
      resolve({ ok, output: `${Buffer.concat(chunks).toString()}${note}`.trim() });
    };
    child.on('error', (error) => end(false, `${tool} could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      end(code === 0, code === null ? `\n${tool} was killed by ${signal}` : '');
    });
  });
}

/**
 * Runs a command.
 *
 * @throws Error with its output when it fails
 */
export async function runOrThrow(command: readonly string[], cwd: string): Promise<void> {
  const { ok, output } = await runCommand(command, { cwd });
  if (!ok) throw new Error(`${command.join(' ')} failed in ${cwd}:\n${output}`);
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: [join(ROOT, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
    // Some tools color the output even in a file when CI is set.
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
  };
}
