import { readFileSync } from 'node:fs';
import type { Fault } from './services/fault.ts';

/** The processes with a port of their own. */
export type Port = 'ledger' | 'model' | 'temporal' | 'modern-http' | 'legacy-http';

/** What the processes of a run know of it. */
export interface RunFile {
  readonly ports: Readonly<Record<Port, number>>;
  readonly ledgerFile: string;
  /** The bundle of the workflow file. */
  readonly bundle: string;
  readonly taskQueue: string;
  readonly fault?: Fault;
}

/** Returns the path of the run file: the first argument of every process of a run. */
export function runFilePath(): string {
  return argument(0, 'the run file of the harness');
}

/** Returns the name of this worker: the second argument of its process. */
export function workerName(): string {
  return argument(1, 'the name of the worker');
}

function argument(index: number, what: string): string {
  const value = process.argv.slice(2)[index];
  if (value === undefined) throw new Error(`Argument ${index + 1} is missing: ${what}.`);
  return value;
}

export function readRunFile(): RunFile {
  return JSON.parse(readFileSync(runFilePath(), 'utf8'));
}

/** Returns the URL of a service of the run. */
export function urlOf({ ports }: RunFile, port: Port, path = ''): string {
  return `http://127.0.0.1:${ports[port]}${path}`;
}
