import type { ChildProcess } from 'node:child_process';

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

/** Kills the program if this process exits without closing it. */
export function endAtExit(child: ChildProcess): void {
  if (running.size === 0) process.on('exit', endAll);
  running.add(child);
}

/** Unregisters a program that has ended. */
export function ended(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) process.off('exit', endAll);
}

function endAll(): void {
  for (const child of running) signalGroup(child, 'SIGKILL');
}
