import { readdir } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:net';
import { testTimeout } from '@mcp-agent/testing/support';
import { processesWith } from '../fleet/processes.ts';
import type { Port } from '../run-file.ts';

/** Time for orphans to be ended: the guard of stdio servers needs two seconds on an idle machine. */
const PATIENCE_MS = testTimeout(60_000);
const LOOK_MS = 100;

/**
 * Returns what a run has left behind: processes, listeners and temporary files.
 *
 * @param folder the run's folder, which is in the command line of all its processes
 * @param temporary the folder for temporary files of its processes
 * @param patienceMs how long to wait until all is gone
 */
export async function leftovers(
  folder: string,
  temporary: string,
  ports: Readonly<Partial<Record<Port, number>>>,
  patienceMs = PATIENCE_MS,
): Promise<string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = [
      ...(await processesWith(folder)).map(({ pid, command }) => `process ${pid} is left: ${command}`),
      ...(await listeners(ports)),
      ...(await readdir(temporary)).map((name) => `temporary file or folder ${name} is left`),
    ];
    if (found.length === 0 || Date.now() > deadline) return found;
    await wait(LOOK_MS);
  }
}

async function listeners(ports: Readonly<Record<string, number>>): Promise<string[]> {
  const found = await Promise.all(
    Object.entries(ports).map(async ([name, port]) =>
      (await accepts(port)) ? [`port ${port} (${name}) is still open`] : [],
    ),
  );
  return found.flat();
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
