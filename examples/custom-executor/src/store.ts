import { randomUUID } from 'node:crypto';
import type { WorkflowInfo } from '@mcp-agent/core';
import { ExecutorClosedError } from '@mcp-agent/core/errors';
import {
  ANOTHER_TOOK_ID,
  type ChildRequest,
  findChildWorkflow,
  findWorkflow,
  PARENT_CLOSED,
  workflowNames,
} from '@mcp-agent/core/engine';
import {
  applyIdPolicies,
  type LogLine,
  notFound,
  type Outcome,
  type RunningActivities,
  type StartRequest,
  terminated,
} from '@mcp-agent/engine-kit';
import {
  type JournalStore,
  outcomeFrom,
  ReplayedRun,
  type RunRecord,
  stateOf,
  type StoredRun,
} from '@mcp-agent/engine-kit/replay';
import { type Runs, SqliteControl } from './control.ts';
import { Database } from './database.ts';

type Start = Pick<StartRequest, 'definition' | 'input' | 'workflowId'> & Partial<StartRequest>;

/** The runs of a file. Open runs are loaded. */
export class RunStore extends Database implements JournalStore, Runs {
  readonly activities: RunningActivities;
  readonly log: LogLine;
  readonly #live = new Map<string, ReplayedRun>();
  #closed = false;

  constructor(file: string, activities: RunningActivities, log: LogLine) {
    super(file);
    this.activities = activities;
    this.log = log;
  }

  /** Continues all open runs whose workflows are defined. */
  resume(): void {
    const open = [...this.open()];
    for (const stored of open) {
      const { workflowId, workflowName } = stored.record.info;
      if (workflowNames().includes(workflowName)) this.load(stored);
      else {
        const text = `Workflow "${workflowId}" does not continue: "${workflowName}" is not defined. Import the file that defines it before you create the executor.`;
        this.log('warn', text, { workflowId, workflowName });
      }
    }
    // The process may have died after the end of a parent and before its close policy was applied.
    for (const { record } of open) {
      const parent = record.info.parent && this.run(record.info.parent.runId);
      if (parent?.state.closedAt !== undefined) this.#parentClosed(parent.record.info.runId);
    }
  }

  /** @param more additional fields of a child */
  start(request: Start, more: Pick<RunRecord, 'parentClosePolicy'> & Partial<WorkflowInfo> = {}): StoredRun {
    if (this.#closed) {
      throw new ExecutorClosedError(
        'The workflow was not started: the executor is closed. Create a new executor.',
      );
    }
    const {
      idReusePolicy = 'allow_duplicate',
      idConflictPolicy = 'fail',
      definition,
      workflowId,
      ...rest
    } = request;
    const former = this.latest(workflowId);
    const action = applyIdPolicies(workflowId, former?.state.status, { idReusePolicy, idConflictPolicy });
    if (former !== undefined && action === 'use') return former;
    if (former !== undefined && action === 'replace') this.terminate(former, ANOTHER_TOOK_ID);
    const { parentClosePolicy, runId = randomUUID(), parent, inherited } = more;
    const info: WorkflowInfo = {
      workflowId,
      runId,
      workflowName: definition.name,
      engine: 'sqlite',
      attempt: 1,
      startTime: Date.now(),
      ...(parent !== undefined && { parent }),
      ...(inherited !== undefined && { inherited }),
    };
    const record: RunRecord = {
      ...rest,
      info,
      ...(parentClosePolicy !== undefined && { parentClosePolicy }),
    };
    const stored: StoredRun = { record, state: { status: 'running' } };
    this.insert(record);
    this.#take(stored, new ReplayedRun(this, stored, definition));
    return stored;
  }

  /** Starts a child, or returns the one that an earlier process has started. */
  startChild(request: ChildRequest, parent: WorkflowInfo, runId: string): WorkflowInfo {
    const { workflowId, input, workflowName, workflow, parentClosePolicy, inherited } = request;
    const known = this.run(runId);
    if (known !== undefined) return known.record.info;
    const definition = findChildWorkflow(workflowName, workflow);
    const { workflowId: parentId, runId: parentRun } = parent;
    const more = { runId, parentClosePolicy, parent: { workflowId: parentId, runId: parentRun }, inherited };
    return this.start({ definition, workflowId, input }, more).record.info;
  }

  control(workflowId: string, runId: string | undefined): SqliteControl {
    return new SqliteControl(this, this.find(workflowId, runId).record.info);
  }

  find(workflowId: string, runId: string | undefined): StoredRun {
    const stored = runId === undefined ? this.latest(workflowId) : this.run(runId);
    if (stored?.record.info.workflowId === workflowId) return stored;
    throw notFound(workflowId, runId, 'Check the ID, and that it was started in this file.');
  }

  /** Returns a loaded run, or replays it from its journal: for queries of ended runs. */
  load(stored: StoredRun): ReplayedRun {
    const { runId, workflowName } = stored.record.info;
    return (
      this.#live.get(runId) ?? this.#take(stored, new ReplayedRun(this, stored, findWorkflow(workflowName)))
    );
  }

  /** Waits for the outcome of a workflow, through all runs that continue this one. */
  async outcome(runId: string): Promise<Outcome> {
    let stored = this.stored(runId);
    for (;;) {
      if (stored.state.closedAt === undefined) {
        await this.load(stored).closed;
        stored = this.stored(stored.record.info.runId);
      }
      if (stored.state.next === undefined) return outcomeFrom(stored.state);
      stored = this.stored(stored.state.next);
    }
  }

  stored(runId: string): StoredRun {
    const stored = this.run(runId);
    if (stored === undefined)
      throw new Error(`Run ${runId} is not in the file. Restore the file from a backup.`);
    return stored;
  }

  terminate(stored: StoredRun, reason: string | undefined): void {
    const { info } = stored.record;
    const run = this.#live.get(info.runId);
    if (run !== undefined) return run.terminate(reason);
    // A run whose code is not loaded can be terminated, too.
    this.commit(info.runId, [], stateOf(terminated(info, reason)), undefined);
    this.#parentClosed(info.runId);
  }

  stopped({ runId }: WorkflowInfo): void {
    this.#live.delete(runId);
  }

  ended({ runId }: WorkflowInfo, next: RunRecord | undefined): void {
    if (next !== undefined) this.load({ record: next, state: { status: 'running' } });
    this.#parentClosed(runId);
  }

  /** Stops all runs without an outcome. They stay open in the file. */
  leaveAll(): void {
    this.#closed = true;
    const why = new ExecutorClosedError(
      'The workflow was interrupted: the executor was closed. It continues when its file is opened.',
    );
    for (const run of this.#live.values()) run.leave(why);
  }

  #parentClosed(runId: string): void {
    for (const child of this.openChildren(runId)) {
      const { info, parentClosePolicy } = child.record;
      if (parentClosePolicy === 'terminate') this.terminate(child, PARENT_CLOSED);
      if (parentClosePolicy === 'request_cancel') {
        this.control(info.workflowId, info.runId)
          .cancel()
          .catch((error: unknown) => this.log('warn', String(error), { workflowId: info.workflowId }));
      }
    }
  }

  #take(stored: StoredRun, run: ReplayedRun): ReplayedRun {
    if (stored.state.closedAt === undefined) this.#live.set(run.info.runId, run);
    run.begin();
    return run;
  }
}
