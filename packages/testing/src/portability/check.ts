import type { Settings, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { checkBundle } from './bundle.ts';
import { type CallSite, callSite, firstUserSite } from './call-site.ts';
import { Findings } from './findings.ts';
import { installPatches } from './install.ts';
import { changedVariables, definitionSite, type ModuleState, moduleState } from './module-state.ts';
import type { PortabilityProblem, PortabilityReport } from './problem.ts';
import { type RecordedRun, type RecordedRuns, recordRun } from './record-run.ts';
import { replayInIsolate } from './replay-in-isolate.ts';
import { replayRun } from './replay-run.ts';
import { findJsonProblem, jsonProblems } from './json-problems.ts';

/** Options for a portability check. */
export interface CheckPortabilityOptions<Output = unknown> {
  /**
   * The workflow file. If `@mcp-agent/executor-temporal` is installed, the check bundles the file as a worker does, and
   * loads it as Temporal's isolate does, to find invalid imports. Default: no file is bundled.
   */
  readonly workflows?: URL;
  /** Settings for activities. Default: no settings and no log. */
  readonly settings?: Settings;
  /**
   * Sends signals, updates, queries or a cancellation while the workflow runs. Until it resolves, timers take real time.
   * Default: sends nothing.
   */
  readonly during?: (handle: WorkflowHandle<Output>) => Promise<void>;
}

/** The previous check. Checks run one after another, because they patch the globals of the process. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Finds code that fails or behaves differently on Temporal, without a server: runs a workflow on the in-memory engine,
 * watches its code, and replays the run from a record, as Temporal does when another worker takes over. Activities run
 * once and are not watched; timers take no time.
 *
 * The check patches globals of the process while it runs, and always restores them. It watches only the code of the
 * workflow and its children. Concurrent checks wait for each other.
 *
 * @param workflow the workflow
 * @param params the input of the workflow
 * @returns the report. A workflow that fails, and fails in the same way in the replay, is portable
 * @throws {@link InvalidArgumentError} if the workflow waits for a message that `during` does not send; what `during`
 * throws
 *
 * @example
 * ```ts
 * import { checkPortability } from '@mcp-agent/testing/portability';
 *
 * const workflows = new URL('./workflows.ts', import.meta.url);
 * expect((await checkPortability(research, { query: 'MCP' }, { workflows })).problems).toEqual([]);
 * ```
 */
export function checkPortability<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  params: Input,
  options: CheckPortabilityOptions<Output> = {},
): Promise<PortabilityReport> {
  const site = callSite(checkPortability);
  const report = last.then(() => check(workflow, params, options, site));
  last = report.catch(() => {});
  return report;
}

async function check<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  params: Input,
  options: CheckPortabilityOptions<Output>,
  site: CallSite | undefined,
): Promise<PortabilityReport> {
  const { workflows, settings = { logger: { type: 'none' } }, during = async () => {} } = options;
  const findings = new Findings();
  const bundle = workflows === undefined ? undefined : await checkBundle(workflows, findings);

  const invalidParams = jsonProblems(params, `input of workflow ${workflow.name}`);
  for (const { message } of invalidParams) findings.problem('value', message, site);
  let replayed = false;
  if (invalidParams.length === 0) {
    // Without a bundle, no replay shows whether packages need the globals that they read.
    const hidesGlobals = bundle === undefined;
    using _patches = installPatches();
    const input = toJson(params, `input of workflow ${workflow.name}`);
    const before = await moduleState(workflow.run);
    const recorded = await recordRun(workflow, input, { settings, during, findings, hidesGlobals });
    if (recorded.first.outcome.status === 'failed') findings.confirmSuspected();
    await reportJsonProblem(workflow, recorded.first, findings);
    const difference = bundle === undefined ? undefined : await replayInIsolate(recorded.first, bundle);
    if (bundle !== undefined) await refuteProblems(recorded, difference, bundle, findings);
    // Without a problem, all side effects were refuted.
    replayed = recorded.repeatable || findings.problems.length === 0;
    if (replayed) {
      const between = await moduleState(workflow.run);
      const isSame = await replayRun(workflow, recorded.first, findings, hidesGlobals);
      const after = await moduleState(workflow.run);
      // State that only the run has changed is a cache, which is fine as long as the replay takes the same steps.
      await reportStateChanges(
        isSame
          ? [[between, after]]
          : [
              [before, between],
              [between, after],
            ],
        findings,
      );
    }
    // Other problems explain a difference.
    if (difference !== undefined && findings.problems.length === 0) findings.add(difference);
  }
  const { problems, warnings } = findings;
  return { portable: problems.length === 0, problems, warnings, replayed };
}

/** Removes unconfirmed problems of runs that behave the same in the isolate. */
async function refuteProblems(
  { first, others }: RecordedRuns,
  difference: PortabilityProblem | undefined,
  bundle: string,
  findings: Findings,
): Promise<void> {
  if (difference === undefined) findings.refute(first.record.info.runId);
  for (const other of others) {
    const { runId } = other.record.info;
    if (!findings.hasUnconfirmed(runId)) continue;
    if ((await replayInIsolate(other, bundle)) === undefined) findings.refute(runId);
  }
}

/** Reports the value that failed the run because it is not JSON. */
async function reportJsonProblem(
  { name, run }: { readonly name: string; readonly run: object },
  { outcome, record }: RecordedRun,
  findings: Findings,
): Promise<void> {
  if (outcome.status !== 'failed') return;
  const problem = findJsonProblem(outcome.error);
  if (problem === undefined || problem.message.startsWith(`result of workflow ${name}`)) return;
  const step = record.steps.find((one) => problem.message.startsWith(`result of activity ${one.name}`));
  const site = step?.site ?? firstUserSite(problem.stack) ?? (await definitionSite(run, name));
  findings.problem('value', problem.message, site);
}

async function reportStateChanges(
  changes: readonly (readonly [before: ModuleState, after: ModuleState])[],
  findings: Findings,
): Promise<void> {
  for (const [before, after] of changes) {
    for (const { name, ...site } of await changedVariables(before, after)) {
      findings.problem(
        'state',
        `The workflow changes the module variable "${name}". On Temporal, each run has its own modules, so the variable ` +
          'starts with its initial value, and other runs do not see the change. Use a variable of the workflow, pass ' +
          'the value by continueAsNew, or store it by an activity.',
        site,
      );
    }
  }
}
