import { appendFile, readFile } from 'node:fs/promises';

/** The begin or the end of a step, as the process that ran it wrote it. */
export interface Entry {
  readonly kind: string;
  readonly phase: 'begin' | 'end';
  readonly workflowId: string;
  readonly activityId: string;
  readonly attempt: number;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export async function writeEntry(file: string, entry: Entry): Promise<void> {
  await appendFile(file, `${JSON.stringify(entry)}\n`);
}

/** Reads the whole lines of a ledger. */
export async function readLedger(file: string): Promise<Entry[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line): Entry => JSON.parse(line));
}
