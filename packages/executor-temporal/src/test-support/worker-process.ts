import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A worker that runs as a process of its own. */
export interface WorkerProcess {
  readonly process: ChildProcess;
  /** What it wrote so far. */
  output(): string;
  /** Sends it a signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: string | null }>;
}

/** Starts `conformance-worker.ts`, or another program of this folder. */
export function startWorkerProcess(program: string, ...args: string[]): WorkerProcess {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (text: Buffer): void => {
    output += text.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return {
    process: child,
    output: () => output,
    end: async (signal) => {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      child.kill(signal);
      await ended;
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}
