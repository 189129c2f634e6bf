import type { JsonValue, WorkflowDefinition } from '@mcp-agent/core';
import { fromJson } from '@mcp-agent/core/engine';
import { watchRun } from './code-watch.ts';
import type { Findings } from './findings.ts';
import { definitionSite } from './module-state.ts';
import { playRecord } from './play-record.ts';
import { formatOutcome, isSameOutcome } from './record.ts';
import type { RecordedRun } from './record-run.ts';

/** Replays a recorded run, and returns whether it took the same steps and had the same outcome. */
export async function replayRun<Input, Output>(
  { name, app, run }: WorkflowDefinition<Input, Output>,
  { record, input, outcome }: RecordedRun,
  findings: Findings,
  hidesGlobals: boolean,
): Promise<boolean> {
  const replay = {
    name,
    app,
    run: (ctx, value) => run(ctx, fromJson<Input>(value)),
  } satisfies WorkflowDefinition<JsonValue>;
  const { diverged, outcome: again } = await playRecord(replay, input, record, findings, {
    hidesGlobals,
    prepare: (_, watch) => watchRun(record.info.runId, watch),
    handle: (handle) => handle,
  });
  if (diverged || again === undefined) return false;
  if (isSameOutcome(again, outcome)) return true;
  findings.problem(
    'result',
    `The replay ${formatOutcome(again)}, but the run ${formatOutcome(outcome)}, with the same steps. ` +
      'The result may depend only on the input, the results of steps, and ctx.',
    await definitionSite(run, name),
  );
  return false;
}
