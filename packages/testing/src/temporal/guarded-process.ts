import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * The program of the guard process, which is the parent of the command. The operating system closes its stdin when this
 * process ends, also by SIGKILL or a crash; the guard then ends the command. The program is a string for `node -e`, so
 * that it also works when this module is bundled.
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
  if (signal !== null) console.error('killed by ' + signal);
  process.exit(code ?? 1);
});
`;

/** A process that ends with this process, for whatever reason that ends. */
export interface GuardedProcess {
  readonly process: ChildProcess;
  /** Resolves when the process exits, with its code or the name of the signal. */
  readonly ended: Promise<number | string>;
  /** Sets whether the guarded process keeps the event loop of this process alive. Default: true. */
  ref(hold: boolean): void;
  /** Ends the process, and waits until it has exited. */
  end(): Promise<void>;
}

/**
 * Starts a command that ends with this process.
 *
 * @param graceMs milliseconds between SIGTERM and SIGKILL; 0 sends SIGKILL at once
 */
export function spawnGuarded(command: string, args: readonly string[], graceMs: number): GuardedProcess {
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const child = spawn(process.execPath, ['-e', PROGRAM, '--', String(graceMs), command, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // A separate process group: Ctrl+C reaches only this process, and the server runs until this process ends.
    detached: true,
    windowsHide: true,
  });
  // The guard may exit first. Nothing is written to its stdin.
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
