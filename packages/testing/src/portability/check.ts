import type { Settings, WorkflowDefinition, WorkflowHandle } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { checkBundle } from './bundle.ts';
import { type CallSite, callSite, siteOf } from './call-site.ts';
import { Findings } from './findings.ts';
import { installPatches } from './install.ts';
import { changedVariables, definitionSite, type ModuleState, moduleState } from './module-state.ts';
import type { PortabilityReport } from './problem.ts';
import { type RecordedRun, recordRun } from './record-run.ts';
import { replayRun } from './replay-run.ts';
import { refusalAmong, refusals } from './values.ts';

/** How a workflow is checked. */
export interface CheckPortabilityOptions<Output = unknown> {
  /**
   * The file that the workflow is in. Where `@mcp-agent/executor-temporal` is installed it is bundled as a worker
   * would, which finds imports that cannot be, and loaded as in Temporal's isolate. Default: no file is bundled.
   */
  readonly workflows?: URL;
  /** What activities are given: servers, keys, defaults. Default: nothing, and no log. */
  readonly settings?: Settings;
  /**
   * What comes to the workflow from outside while it runs: signals, updates, queries, a cancellation. While it goes
   * on, the workflow's timers take the time that they say. Default: nothing.
   */
  readonly during?: (handle: WorkflowHandle<Output>) => Promise<void>;
}

/** The check before: they share the process's globals, and run one after the other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Tells at a developer's desk what production would refuse: runs a workflow in memory, watches what its code
 * uses, and repeats it against the record of the run as Temporal does when a worker takes it over. Activities
 * are run once, for real, and not watched; timers take no time. No server is needed.
 *
 * The globals of the process are replaced while it runs, and put back whatever happens. Only code of the checked
 * workflow and its children is watched. Checks at the same time wait for one another.
 *
 * @param workflow the workflow, from its own file
 * @param params what it is given
 * @returns what was found; a workflow that fails by itself and fails again in the replay is portable
 * @throws {@link InvalidArgumentError} when the workflow waits for a message that `during` does not send; whatever
 * `during` throws
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
  if (workflows !== undefined) await checkBundle(workflows, findings);

  const refused = refusals(params, `input of workflow ${workflow.name}`);
  for (const { message } of refused) findings.problem('value', message, site);
  let replayed = false;
  if (refused.length === 0) {
    using _patches = installPatches();
    const input = toJson(params, `input of workflow ${workflow.name}`);
    const before = await moduleState(workflow.run);
    const recorded = await recordRun(workflow, input, { settings, during, findings });
    await noteRefusal(workflow, recorded, findings);
    replayed = recorded.repeatable;
    if (replayed) {
      const between = await moduleState(workflow.run);
      const same = await replayRun(workflow, input, recorded, findings);
      const after = await moduleState(workflow.run);
      // What the run set and the replay left alone is remembered, and no matter as long as nothing follows from it.
      await noteState(
        same
          ? [[between, after]]
          : [
              [before, between],
              [between, after],
            ],
        findings,
      );
    }
  }
  const { problems, warnings } = findings;
  return { portable: problems.length === 0, problems, warnings, replayed };
}

/** A value that failed the run because it is not JSON. */
async function noteRefusal(
  { name, run }: { readonly name: string; readonly run: object },
  { ending, record }: RecordedRun,
  findings: Findings,
): Promise<void> {
  if (ending.status !== 'failed') return;
  const refusal = refusalAmong(ending.error);
  if (refusal === undefined || refusal.message.startsWith(`result of workflow ${name}`)) return;
  const step = record.steps.find((one) => refusal.message.startsWith(`result of activity ${one.name}`));
  const site = step?.site ?? siteOf(refusal.stack) ?? (await definitionSite(run, name));
  findings.problem('value', refusal.message, site);
}

async function noteState(
  changes: readonly (readonly [before: ModuleState, after: ModuleState])[],
  findings: Findings,
): Promise<void> {
  for (const [before, after] of changes) {
    for (const { name, ...site } of await changedVariables(before, after)) {
      findings.problem(
        'state',
        `"${name}" is changed by the workflow and kept in its module. Each run on Temporal has fresh modules: it ` +
          'begins again with what the file says, and other runs see nothing of it. Keep it in a variable of the ' +
          'workflow, pass it on by continueAsNew, or keep it outside by an activity.',
        site,
      );
    }
  }
}
