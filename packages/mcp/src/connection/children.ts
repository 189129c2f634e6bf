import type { ChildProcess } from 'node:child_process';
import { guard, unguard } from './guardian.ts';

const running = new Set<ChildProcess>();

/**
 * Signals a program's whole process group: behind `npx` or a shell, the server is another process. A separate group
 * also shields it from the terminal's Ctrl-C, so that the engine decides how running calls end.
 */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is empty.
  }
}

/** Stops the program if this process ends without closing it, in whatever way. */
export function endAtExit(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
  guard(child.pid);
}

/** Unregisters a program that has ended. */
export function ended(child: ChildProcess): void {
  if (child.pid === undefined || !running.delete(child)) return;
  unguard(child.pid);
  if (running.size === 0) process.off('exit', endAll);
}

function endAll(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}
