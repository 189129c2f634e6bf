import { randomUUID } from 'node:crypto';
import type { JsonValue, Settings, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { InvalidArgumentError } from '@mcp-agent/core/errors';
import { copyJson, fromJson, type WorkflowRuntime } from '@mcp-agent/core/engine';
import { AsyncioExecutor } from '@mcp-agent/executor-asyncio';
import { runOutcome } from './run-outcome.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import type { RunOutcome, RunRecord } from './record.ts';
import { recordedHandle } from './recorded-handle.ts';
import { Recorder } from './recorder.ts';
import { createWatch } from './run-watch.ts';
import { TapedRuntime } from './taped-runtime.ts';
import { jsonProblems } from './json-problems.ts';
import { MAX_SILENT_MS, VirtualTime } from '../clock/virtual-time.ts';
import { watchRun } from './code-watch.ts';

/** A recorded run. */
export interface RecordedRun {
  readonly record: RunRecord;
  readonly input: JsonValue;
  readonly outcome: RunOutcome;
}

/** The recorded runs of a check. */
export interface RecordedRuns {
  readonly first: RecordedRun;
  /** The runs of children and continuations that have ended. */
  readonly others: readonly RecordedRun[];
  /** Whether the runs have no side effects outside activities, so that they can be replayed. */
  readonly repeatable: boolean;
}

/** Runs a workflow on the in-memory engine, and records its steps and messages. */
export async function recordRun<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: JsonValue,
  {
    settings,
    during,
    findings,
    hidesGlobals,
  }: {
    readonly settings: Settings;
    readonly during: (handle: WorkflowHandle<Output>) => Promise<void>;
    readonly findings: Findings;
    readonly hidesGlobals: boolean;
  },
): Promise<RecordedRuns> {
  const time = new VirtualTime();
  const stopWatching: (() => void)[] = [];
  /** All recorders, the first run's first, and the latest one of each workflow. */
  const all: Recorder[] = [];
  const latest = new Map<string, Recorder>();
  const inputs = new Map<Recorder, JsonValue>();
  const nextInputs = new Map<string, JsonValue>();
  let repeatable = true;
  const intercept = (engine: WorkflowRuntime): WorkflowRuntime => {
    const recorder = new Recorder(engine, time);
    const { workflowId } = engine.info;
    inputs.set(recorder, copyJson(nextInputs.get(workflowId) ?? input));
    all.push(recorder);
    latest.set(workflowId, recorder);
    const runtime = new TapedRuntime(engine, recorder, {
      starting: (id, value) => {
        nextInputs.set(id, copyJson(value));
      },
      // A parent waits for the last run of its child.
      continuing: (id, value) => {
        nextInputs.set(id, copyJson(value));
        return id !== all[0]?.info.workflowId;
      },
      signalled: (id, name, args) => {
        latest.get(id)?.message((handle) => handle.signal<JsonValue[]>({ type: 'signal', name }, ...args));
      },
      cancelled: (id) => {
        latest.get(id)?.message((handle) => handle.cancel());
      },
    });
    const watch = createWatch(runtime, recorder, findings, {
      hidesGlobals,
      unrepeatable: () => {
        repeatable = false;
      },
    });
    stopWatching.push(watchRun(engine.info.runId, watch));
    return runtime;
  };

  const executor = new AsyncioExecutor(settings, { intercept });
  try {
    const handle = await executor.startWorkflow<JsonValue, Output>(
      withResultCheck(workflow, findings),
      input,
      { workflowId: `${workflow.name}-${randomUUID()}` },
    );
    const [recorder] = all;
    if (recorder === undefined) throw new Error('The engine created no runtime for the workflow.');
    const outcome = runOutcome(handle, () => recorder.continued);
    const sending = during(recordedHandle(handle, recorder));
    const [, hasEnded] = await Promise.all([sending, time.pass(outcome, sending)]);
    if (!hasEnded) throw stuckError();
    const others = await Promise.all(
      all.slice(1).map(async (other) => {
        const { record, continued } = other;
        const { workflowId } = record.info;
        const isLatest = latest.get(workflowId) === other;
        const run = executor.getHandle(workflowId);
        if (isLatest && (await run.describe()).closedAt === undefined) return [];
        const ended = isLatest ? await runOutcome(run, () => continued) : CONTINUED;
        return [{ record, input: inputs.get(other) ?? null, outcome: ended }];
      }),
    );
    return {
      first: { record: recorder.record, input, outcome: await outcome },
      others: others.flat(),
      repeatable,
    };
  } finally {
    for (const stop of stopWatching) stop();
    for (const run of await executor.listWorkflows()) {
      if (run.closedAt === undefined) await executor.getHandle(run.workflowId).terminate();
    }
    await executor.close();
  }
}

const CONTINUED: RunOutcome = { status: 'continued as new' };

/** Wraps a workflow to report all problems of its result. The engine throws at the first one. */
function withResultCheck<Input, Output>(
  { name, app, run }: WorkflowDefinition<Input, Output>,
  findings: Findings,
): WorkflowDefinition<JsonValue, Output> {
  return {
    name,
    app,
    run: async (ctx, input) => {
      const output = await run(ctx, fromJson<Input>(input));
      const problems = jsonProblems(output, `result of workflow ${name}`);
      if (problems.length > 0) {
        const site = await definitionSite(run, name);
        for (const { message } of problems) findings.problem('value', message, site);
      }
      return output;
    },
  };
}

function stuckError(): InvalidArgumentError {
  return new InvalidArgumentError(
    `The workflow did not end within ${MAX_SILENT_MS / 1_000} s, and no timer is left. If it waits for a signal or an ` +
      'update, send it: checkPortability(workflow, params, { during: (handle) => handle.signal(...) }).',
    { argument: 'options.during' },
  );
}
