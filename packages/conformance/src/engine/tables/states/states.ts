import type { Executor, WorkflowHandle, WorkflowStatus } from '@mcp-agent/core';
import { errorOf, until } from '@mcp-agent/testing/support';
import type { Kit } from '../../../contract/kit.ts';
import { outcomeOf } from '../outcome.ts';
import type { Row } from '../rows.ts';
import { placeQuery, type Place, type Stay, stays } from './workflows.ts';

/** A workflow in some state: its ID, and the handle of its start, if it was started. */
export interface InState {
  readonly workflowId: string;
  readonly runId: string | undefined;
  readonly handle: WorkflowHandle;
  /** A file whose creation ends the activity that the run awaits. */
  readonly gate: string;
}

/** What is true of the run that a handle reaches. */
export interface Facts {
  readonly status: WorkflowStatus | 'unknown';
  /** What the query for its place answers. */
  readonly place?: string;
}

export interface State {
  enter(kit: Kit): Promise<InState>;
  readonly facts: Facts;
  /** The run that a handle without a run ID reaches, if it is another. */
  readonly latest?: Facts;
}

/**
 * Brings a workflow into a state and returns the rows of that state. An engine that cannot reach the state, for example
 * because it has no children yet, gets one row that says so: the rows of the other states are still compared.
 */
export async function rowsIn(
  kit: Kit,
  row: string,
  { enter }: State,
  rowsOf: (found: InState) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const found = await outcomeOf(() => enter(kit));
  if ('error' in found) return [{ row, expected: 'the state is reached', got: found.error.message }];
  const rows = await outcomeOf(() => rowsOf(found.value));
  return 'value' in rows
    ? rows.value
    : [{ row, expected: 'the workflow stays in the state', got: rows.error.message }];
}

/** Waits until the run that a handle reaches has a status. */
export async function untilStatus(handle: WorkflowHandle, status: WorkflowStatus): Promise<void> {
  await until(`the workflow is ${status}`, async () => {
    const found = (await handle.describe()).status;
    if (found !== status) await checkOpen(handle, found);
    return found === status;
  });
}

async function untilPlace(handle: WorkflowHandle, place: string): Promise<void> {
  await until(`the workflow is at ${place}`, async () => {
    if ((await handle.query(placeQuery)) === place) return true;
    await checkOpen(handle, (await handle.describe()).status);
    return false;
  });
}

const ENDED: ReadonlySet<WorkflowStatus> = new Set([
  'completed',
  'failed',
  'cancelled',
  'terminated',
  'timed_out',
]);

/** @throws Error if the run has ended, its own if it failed: it reaches no other state */
async function checkOpen(handle: WorkflowHandle, status: WorkflowStatus): Promise<void> {
  if (!ENDED.has(status)) return;
  await handle.result();
  throw new Error(`The workflow has ended (${status}).`);
}

async function stay(
  { executor, id, file }: Kit,
  place: Place,
  more: Partial<Stay> & { readonly runTimeout?: number; readonly workflowId?: string } = {},
): Promise<InState> {
  const { runTimeout, workflowId = id(), ...rest } = more;
  const gate = file();
  const options = { workflowId, ...(runTimeout !== undefined && { runTimeout }) };
  const handle = await executor.startWorkflow(stays, { place, file: file(), gate, ...rest }, options);
  return { workflowId, runId: handle.runId, handle, gate };
}

function staysAt(place: Place): State {
  const at = `${place} of run 1`;
  return {
    enter: async (kit) => {
      const found = await stay(kit, place);
      await untilPlace(found.handle, at);
      // A run that failed there still answers the query.
      await untilStatus(found.handle, 'running');
      return found;
    },
    facts: { status: 'running', place: at },
  };
}

/** States of a run that is open. */
export const OPEN_STATES: Readonly<Record<string, State>> = {
  'waiting for a condition': staysAt('condition'),
  'in a scope': staysAt('scope'),
  'in a shield': staysAt('shield'),
  'in an activity': staysAt('activity'),
  'in a child': staysAt('child'),
  paused: {
    enter: async (kit) => {
      const found = await stay(kit, 'timer');
      await untilPlace(found.handle, 'timer of run 1');
      await found.handle.pause();
      await untilStatus(found.handle, 'paused');
      return found;
    },
    facts: { status: 'paused', place: 'timer of run 1' },
  },
  cancelling: {
    enter: async (kit) => {
      const found = await stay(kit, 'clean-up');
      await untilPlace(found.handle, 'clean-up of run 1');
      await found.handle.cancel();
      await untilPlace(found.handle, 'in clean-up of run 1');
      return found;
    },
    facts: { status: 'running', place: 'in clean-up of run 1' },
  },
  'continued as new': {
    enter: async (kit) => {
      const found = await stay(kit, 'next run', { next: 'condition' });
      await untilPlace(found.handle, 'condition of run 2');
      return found;
    },
    facts: { status: 'running', place: 'condition of run 2' },
  },
};

function ends(status: WorkflowStatus, place: Place, end: (found: InState) => Promise<void>): State {
  return {
    enter: async (kit) => {
      const found = await stay(kit, place);
      await end(found);
      await untilStatus(found.handle, status);
      return found;
    },
    facts: { status, place: `${place} of run 1` },
  };
}

/** States of a run that is closed, or that never was. */
export const CLOSED_STATES: Readonly<Record<string, State>> = {
  unknown: {
    enter: async ({ executor, id, file }) => {
      const workflowId = id();
      return { workflowId, runId: undefined, handle: executor.getHandle(workflowId), gate: file() };
    },
    facts: { status: 'unknown' },
  },
  completed: ends('completed', 'end', async () => {}),
  failed: ends('failed', 'failure', async () => {}),
  'timed out': {
    enter: async (kit) => {
      // On a slow machine, a run can time out before its first turn.
      for (let runTimeout = 250; ; runTimeout *= 2) {
        const found = await stay(kit, 'condition', { runTimeout });
        await untilStatus(found.handle, 'timed_out');
        if ('value' in (await outcomeOf(() => found.handle.query(placeQuery)))) return found;
      }
    },
    facts: { status: 'timed_out', place: 'condition of run 1' },
  },
  cancelled: ends('cancelled', 'condition', async ({ handle }) => {
    await untilPlace(handle, 'condition of run 1');
    await handle.cancel();
  }),
  terminated: ends('terminated', 'condition', async ({ handle }) => {
    await untilPlace(handle, 'condition of run 1');
    await handle.terminate();
  }),
  'continued as new and completed': {
    enter: async (kit) => {
      const found = await stay(kit, 'next run', { next: 'end' });
      await found.handle.result();
      return found;
    },
    facts: { status: 'completed', place: 'end of run 2' },
  },
  'continued as new and failed': {
    enter: async (kit) => {
      const found = await stay(kit, 'next run', { next: 'failure' });
      await errorOf(found.handle.result());
      return found;
    },
    facts: { status: 'failed', place: 'failure of run 2' },
  },
  'replaced by another start': {
    enter: async (kit) => {
      const found = await stay(kit, 'end');
      await found.handle.result();
      const second = await stay(kit, 'condition', { workflowId: found.workflowId });
      await untilPlace(second.handle, 'condition of run 1');
      return found;
    },
    facts: { status: 'completed', place: 'end of run 1' },
    latest: { status: 'running', place: 'condition of run 1' },
  },
};

/** The handles that reach a workflow. */
export const HANDLES: Readonly<Record<string, (executor: Executor, found: InState) => WorkflowHandle>> = {
  'handle of the start': (_, { handle }) => handle,
  'handle by ID': (executor, { workflowId }) => executor.getHandle(workflowId),
  'handle by run ID': (executor, { workflowId, runId }) => executor.getHandle(workflowId, runId),
};
