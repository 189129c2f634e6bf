import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflows } from '@mcp-agent/executor-temporal/worker';
import { freePort } from '@mcp-agent/testing/support';
import type { Port, RunFile } from './run-file.ts';
import type { Fault } from './services/fault.ts';

/** The files of a run. */
export interface Prepared {
  readonly run: RunFile;
  readonly runFile: string;
  /** The folder for temporary files of the processes. */
  readonly temporary: string;
}

/** Chooses ports, bundles the workflows, and writes the run file. */
export async function prepare(folder: string, fault: Fault | undefined): Promise<Prepared> {
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  const bundle = join(folder, 'workflows.js');
  const { code } = await bundleWorkflows(new URL('workflows/index.ts', import.meta.url));
  await writeFile(bundle, code);
  const run: RunFile = {
    ports: await choosePorts(),
    ledgerFile: join(folder, 'ledger.jsonl'),
    bundle,
    taskQueue: 'chaos',
    ...(fault !== undefined && { fault }),
  };
  const runFile = join(folder, 'run.json');
  await writeFile(runFile, JSON.stringify(run));
  return { run, runFile, temporary };
}

async function choosePorts(): Promise<Record<Port, number>> {
  return {
    ledger: await freePort(),
    model: await freePort(),
    temporal: await freePort(),
    'modern-http': await freePort(),
    'legacy-http': await freePort(),
  };
}
