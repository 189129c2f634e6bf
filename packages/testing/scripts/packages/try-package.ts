// Prints, as JSON, what the portability check reports about a workflow file, and what a real worker does with it.
// node try-package.ts <workflow file> <address of a Temporal server>
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { WorkflowDefinition } from '@mcp-agent/core';
import { TimeoutError } from '@mcp-agent/core/errors';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { TemporalExecutor } from '@mcp-agent/executor-temporal';
import { bundleWorkflows, startWorker } from '@mcp-agent/executor-temporal/worker';
import { checkPortability, formatReport } from '@mcp-agent/testing/portability';
import { Client, Connection } from '@temporalio/client';
import { Runtime, Worker } from '@temporalio/worker';
import type { Trial } from './trial.ts';

const RUN_TIMEOUT = '20s';
const RUNS = 'runs and replays';
const SHOWN_IMPORTS = 3;

const [file = '', temporalHost = ''] = process.argv.slice(2);
const workflows = pathToFileURL(file);
Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} } });

const { usesPackage }: { usesPackage: WorkflowDefinition<undefined, unknown> } = await import(workflows.href);
const report = await checkPortability(usesPackage, undefined, { workflows });
const worker = await runOnWorker();
const found = report.portable ? report.warnings : report.problems;
const trial: Trial = {
  portable: report.portable,
  kinds: [...new Set(found.map(({ kind }) => kind))],
  report: formatReport(report),
  runs: worker === RUNS,
  worker,
};
console.log(`\n${JSON.stringify(trial)}`);
process.exit(0);

async function runOnWorker(): Promise<string> {
  const inMemory = await outcomeOf(new AsyncioExecutor().executeWorkflow(usesPackage, undefined));
  const options = { temporalHost, taskQueue: randomUUID() };
  const workflowBundle = await bundleWorkflows(workflows).catch(errorOf);
  if (workflowBundle instanceof Error) return `does not start: ${rejectedImports(workflowBundle)}`;
  await using _worker = await startWorker({ ...options, workflows, workflowBundle });
  await using executor = new TemporalExecutor(options);
  const handle = await executor.startWorkflow(usesPackage, undefined, { runTimeout: RUN_TIMEOUT });
  const onWorker = await outcomeOf(handle.result());
  if (onWorker.startsWith('fails') && !inMemory.startsWith('fails')) return onWorker;
  if (onWorker !== inMemory) return `${onWorker}; in memory, it ${inMemory}`;
  const connection = await Connection.connect({ address: temporalHost });
  const history = await new Client({ connection }).workflow.getHandle(handle.workflowId).fetchHistory();
  const replayed = await Worker.runReplayHistory({ workflowBundle }, history, handle.workflowId).catch(
    errorOf,
  );
  return replayed instanceof Error ? `does not replay: ${firstLine(replayed)}` : RUNS;
}

async function outcomeOf(result: Promise<unknown>): Promise<string> {
  const outcome = await result.catch(errorOf);
  if (TimeoutError.isInstance(outcome)) return 'fails: the run hangs';
  return outcome instanceof Error ? `fails: ${firstLine(outcome)}` : `returns ${JSON.stringify(outcome)}`;
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Returns the first line of the message of the first cause. */
function firstLine(error: Error): string {
  let first = error;
  while (first.cause instanceof Error) first = first.cause;
  return first.message.split('\n', 1)[0] ?? '';
}

function rejectedImports(error: Error): string {
  const matches = error.message.matchAll(/^ {2}(\S+), imported by/gm);
  const modules = [...new Set([...matches].map(([, module]) => `\`${module}\``))];
  if (modules.length === 0) return firstLine(error);
  const more = modules.length - SHOWN_IMPORTS;
  return `imports ${modules.slice(0, SHOWN_IMPORTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
