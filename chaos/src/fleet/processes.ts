import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Returns the processes whose command line contains a text, without this process. */
export async function processesWith(text: string): Promise<{ pid: number; command: string }[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,stat=,args='], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, state = '', command = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    // A zombie has ended; only its parent has not looked yet.
    const isOther = Number(pid) !== process.pid && !state.startsWith('Z');
    return pid !== undefined && isOther && command.includes(text) ? [{ pid: Number(pid), command }] : [];
  });
}
