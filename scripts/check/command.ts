import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from '../packages.ts';

/** How a command ended, and what it printed. */
export interface CommandResult {
  readonly ok: boolean;
  /** Both streams, in the order in which they came. Empty when it printed to the terminal itself. */
  readonly output: string;
}

/** What {@link runCommand} may be told. */
export interface CommandOptions {
  readonly cwd?: string;
  /** It prints to the terminal itself, for what takes long. By default its output is kept. */
  readonly live?: boolean;
}

const WINDOWS = process.platform === 'win32';

/** Runs a tool of this repository, or one on the PATH. */
export function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const [tool = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      cwd: options.cwd ?? ROOT,
      env: environment(),
      stdio: options.live === true ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      // The tools are .cmd files there, which only a shell runs.
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
      end(code === 0, code === null ? `\n${tool} was ended by ${signal}` : '');
    });
  });
}

/**
 * Runs a command that has to succeed.
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
    // Some tools colour a log file too when CI is set.
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
  };
}
