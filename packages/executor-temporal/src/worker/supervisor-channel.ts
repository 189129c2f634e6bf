import type { ChildProcess } from 'node:child_process';

/** What a supervisor sends to a worker process that it stops. Signals would also come from a terminal, to both. */
const STOP = 'mcp-agent: stop';

/** Asks a worker process to stop. */
export function askToStop(child: ChildProcess): void {
  // It may have ended meanwhile.
  if (child.connected) child.send(STOP, () => {});
}

/** Calls `stop` when this process is a supervisor's worker, and the supervisor stops or dies. */
export function onSupervisor(stop: () => void): Disposable {
  const onMessage = (message: unknown): void => {
    if (message === STOP) stop();
  };
  process.on('disconnect', stop);
  if (process.connected) process.on('message', onMessage);
  return {
    [Symbol.dispose]: () => {
      process.off('disconnect', stop);
      process.off('message', onMessage);
    },
  };
}
