import { readdir, readFile } from 'node:fs/promises';

/** Whether {@link processesOf} can tell: it needs Linux's `/proc`. */
export const canTellProcesses = process.platform === 'linux';

/**
 * The command lines of all processes whose HOME is that folder. The children of children inherit it, whatever
 * their parents have become.
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
    // One that has ended and was not waited for has no command line any more.
    return command === '' ? undefined : command;
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return undefined;
  }
}
