import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * The program of the process between us and the server. The system closes its stdin when we end, however we
 * end: SIGKILL and crashes too. So it ends the server then, and the server is never left alone. It is a
 * string, run with `node -e`, because a file of its own would have to be found again in whatever bundle this
 * module ends up in.
 */
const PROGRAM = `
const { spawn } = require('node:child_process');
const [graceMs, command, ...args] = process.argv.slice(1);
const server = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true });
let timer;
const end = () => {
  if (timer !== undefined) return;
  if (Number(graceMs) > 0) server.kill('SIGTERM');
  timer = setTimeout(() => server.kill('SIGKILL'), Number(graceMs));
};
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);
server.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
server.on('exit', (code, signal) => {
  if (signal !== null) console.error('ended by ' + signal);
  process.exit(code ?? 1);
});
`;

/** A process that ends when it is told to, and when this process ends for whatever reason. */
export interface Guarded {
  readonly process: ChildProcess;
  /** Settles when it has ended, with its status, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Lets this process end although the guarded one runs, or not. It does not, at first. */
  ref(hold: boolean): void;
  /** Ends it, and returns when it has ended. */
  end(): Promise<void>;
}

/**
 * Starts a command under guard.
 *
 * @param graceMs How long it has after SIGTERM, in milliseconds, before it gets SIGKILL; 0 for SIGKILL at once.
 */
export function spawnGuarded(command: string, args: readonly string[], graceMs: number): Guarded {
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const child = spawn(process.execPath, ['-e', PROGRAM, '--', String(graceMs), command, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // In a process group of its own: a Ctrl+C is for us, and the server stays as long as we take to end.
    detached: true,
    windowsHide: true,
  });
  // Writing to it is never done, and it may be gone before us.
  child.stdin.on('error', () => {});
  const ended = new Promise<number | string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const ref = (hold: boolean): void => {
    for (const each of [child, child.stdin, child.stdout, child.stderr]) {
      if (each !== child && !(each instanceof Socket)) continue;
      if (hold) each.ref();
      else each.unref();
    }
  };
  const end = async (): Promise<void> => {
    ref(true);
    child.stdin.end();
    await ended;
  };
  return { process: child, ended, ref, end };
}
