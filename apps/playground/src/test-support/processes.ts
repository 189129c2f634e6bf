import { readdir, readFile } from 'node:fs/promises';

/** Whether {@link processesOf} works: it needs `/proc` of Linux. */
export const canTellProcesses = process.platform === 'linux';

/**
 * Returns the command lines of all processes with this HOME. Descendants inherit it, even if their parents have ended.
 */
export async function processesOf(home: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => commandIfOf(pid, home)));
  return found.filter((command) => command !== undefined);
}

async function commandIfOf(pid: string, home: string): Promise<string | undefined> {
  try {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    if (!environment.split('\0').includes(`HOME=${home}`)) return undefined;
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
    // A zombie process has no command line.
    return command === '' ? undefined : command;
  } catch {
    // The process has ended, or belongs to another user.
    return undefined;
  }
}
