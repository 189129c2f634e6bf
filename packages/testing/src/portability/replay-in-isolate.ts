import type { JsonValue } from '@mcp-agent/core';
import { findWorkflow, type WorkflowRuntime } from '@mcp-agent/core/engine';
import type { Watch } from './code-watch.ts';
import { Findings } from './findings.ts';
import { Isolate } from './isolate.ts';
import type { IsolateClock } from './isolate-context.ts';
import { originalSite } from './load-bundle.ts';
import { definitionSite } from './module-state.ts';
import { playRecord } from './play-record.ts';
import type { PortabilityProblem } from './problem.ts';
import { formatOutcome, isSameOutcome } from './record.ts';
import type { RecordedRun } from './record-run.ts';

/** Replays a recorded run with the bundle in the isolate, and returns the first difference from the run in memory. */
export async function replayInIsolate(
  { record, input, outcome }: RecordedRun,
  code: string,
): Promise<PortabilityProblem | undefined> {
  const { workflowName: name } = record.info;
  const isolate = new Isolate(code);
  const running: { runtime: WorkflowRuntime; clock: IsolateClock }[] = [];
  const differences = new Findings();
  const { outcome: again } = await playRecord(
    {
      name,
      app: '',
      run: async (_, value: JsonValue) => {
        const [last] = running;
        return last && isolate.run(name, value, last.runtime, last.clock);
      },
    },
    input,
    record,
    differences,
    {
      hidesGlobals: false,
      prepare: (runtime, watch) => {
        running.push({ runtime, clock: clockOf(watch) });
        return () => {};
      },
      handle: (handle) => isolate.handle(handle),
    },
  );
  // A failure explains different steps.
  if (again !== undefined && !isSameOutcome(again, outcome)) {
    const stack = again.status === 'failed' ? again.error.stack : undefined;
    return {
      kind: 'result',
      message: `${IN_ISOLATE} it ${formatOutcome(again)}, but in memory it ${formatOutcome(outcome)}. ${CAUSE}`,
      ...(originalSite(stack, code) ?? (await definitionSite(findWorkflow(name).run, name))),
    };
  }
  const [first] = differences.problems;
  return (
    first && { ...first, message: `${IN_ISOLATE} the run takes other steps than in memory. ${first.message}` }
  );
}

const IN_ISOLATE = "With the bundle of the file and the globals of Temporal's isolate,";
const CAUSE =
  'Modules are loaded for each run, as their build for a bundler, and globals of Node do not exist: ' +
  'move the code that depends on them into an activity.';

function clockOf(watch: Watch): IsolateClock {
  return {
    now: () => watch.now(),
    random: () => watch.reading('Math.random', Math.random),
    startTimer: (ms, callback) => watch.startTimer(ms, callback),
  };
}
