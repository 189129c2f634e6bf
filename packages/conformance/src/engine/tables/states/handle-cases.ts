import { writeFile } from 'node:fs/promises';
import type { WorkflowHandle, WorkflowStatus } from '@mcp-agent/core';
import { Cases } from '../../../contract/case.ts';
import type { Kit } from '../../../contract/kit.ts';
import type { EngineRequirementId } from '../../requirements/index.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { checkRows, endOf, forEachItem, type Row } from '../rows.ts';
import {
  CLOSED_STATES,
  type Facts,
  HANDLES,
  type InState,
  OPEN_STATES,
  rowsIn,
  type State,
  untilStatus,
} from './states.ts';
import { goodUpdate, noteSignal, placeQuery } from './workflows.ts';

export const handleStates: Cases<EngineRequirementId> = new Cases();
const { verifies } = handleStates;

interface Method {
  call(handle: WorkflowHandle): Promise<unknown>;
  /** What it returns for a run that the engine knows. */
  returns(facts: Facts): unknown;
  /** What a closed run does: returns as an open one, ignores the call, or throws. */
  readonly closed: 'returns' | 'throws';
  /** The status of an open run afterwards, if the call changes it. */
  readonly after?: (status: Facts['status']) => WorkflowStatus;
}

const METHODS: Readonly<Record<string, Method>> = {
  describe: {
    call: async (handle) => (await handle.describe()).status,
    returns: ({ status }) => status,
    closed: 'returns',
  },
  history: {
    call: async (handle) => Array.isArray(await handle.history()),
    returns: () => true,
    closed: 'returns',
  },
  query: {
    call: (handle) => handle.query(placeQuery),
    returns: ({ place }) => place,
    closed: 'returns',
  },
  signal: { call: (handle) => handle.signal(noteSignal, 'row'), returns: () => undefined, closed: 'throws' },
  update: {
    call: (handle) => handle.update(goodUpdate, 'row'),
    returns: () => 'noted row',
    closed: 'throws',
  },
  resume: {
    call: (handle) => handle.resume(),
    returns: () => undefined,
    closed: 'throws',
    after: () => 'running',
  },
  pause: {
    call: (handle) => handle.pause(),
    returns: () => undefined,
    closed: 'throws',
    after: () => 'paused',
  },
  cancel: { call: (handle) => handle.cancel(), returns: () => undefined, closed: 'returns' },
  terminate: {
    call: (handle) => handle.terminate(),
    returns: () => undefined,
    closed: 'throws',
    after: () => 'terminated',
  },
};

/** Calls that do not change the state of a run, so that one run serves all of them. */
const READS = ['describe', 'history', 'query', 'signal', 'update'];
const CHANGES = ['resume', 'pause', 'terminate'];

const CLOSED: ReadonlySet<string> = new Set(['completed', 'failed', 'cancelled', 'terminated', 'timed_out']);

/** The rule for a call on a run. */
function expected({ returns, closed }: Method, facts: Facts, workflowId: string): unknown {
  if (facts.status === 'unknown') return { error: 'WORKFLOW_NOT_FOUND', message: 'is not known' };
  if (closed === 'throws' && CLOSED.has(facts.status)) {
    const message = `Workflow "${workflowId}" has ended (${facts.status}): it receives no more messages. Call describe() or result() for its outcome.`;
    return { error: 'WORKFLOW_NOT_FOUND', message };
  }
  return { value: returns(facts) };
}

function compared(outcome: Outcome<unknown>): unknown {
  if ('value' in outcome) return outcome;
  const { code, message } = outcome.error;
  return { error: code, message: message.includes('is not known') ? 'is not known' : message };
}

function factsFor(state: State, by: string): Facts {
  return by === 'handle by ID' ? (state.latest ?? state.facts) : state.facts;
}

/** Ends a workflow after its rows, and the activity that it awaits. */
async function leaveAlone({ executor }: Kit, { workflowId, runId, gate }: InState): Promise<void> {
  await writeFile(gate, '');
  if (runId !== undefined) await outcomeOf(() => executor.getHandle(workflowId).terminate());
}

/** Calls the given methods of each handle of one workflow. */
function callAll(kit: Kit, name: string, state: State, methods: readonly string[]): Promise<readonly Row[]> {
  return rowsIn(kit, name, state, (found) => callIn(kit, name, state, found, methods));
}

async function callIn(
  kit: Kit,
  name: string,
  state: State,
  found: InState,
  methods: readonly string[],
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [by, reach] of Object.entries(HANDLES)) {
    const handle = reach(kit.executor, found);
    for (const key of methods) {
      const method = METHODS[key];
      if (method === undefined) continue;
      const row = `${name}, ${by}, ${key}`;
      const outcome = compared(await endOf(row, () => method.call(handle)));
      rows.push({ row, expected: expected(method, factsFor(state, by), found.workflowId), got: outcome });
    }
  }
  await leaveAlone(kit, found);
  return rows;
}

verifies('state.closed', async (kit) => {
  const rows = await forEachItem(Object.entries(CLOSED_STATES), ([name, state]) =>
    // The second run of a replaced workflow is open, and its calls have rows of their own.
    callAll(kit, name, state, state.latest === undefined ? Object.keys(METHODS) : READS),
  );
  checkRows(rows.flat());
});

verifies('state.open', async (kit) => {
  const rows = await forEachItem(Object.entries(OPEN_STATES), ([name, state]) =>
    callAll(kit, name, state, READS),
  );
  checkRows(rows.flat());
});

verifies('state.changes', async (kit) => {
  const cells = Object.entries(OPEN_STATES).flatMap(([name, state]) =>
    Object.entries(HANDLES).flatMap(([by, reach]) => CHANGES.map((key) => ({ name, state, by, reach, key }))),
  );
  const changeIn = async (
    { name, state, by, reach, key }: (typeof cells)[number],
    found: InState,
  ): Promise<Row> => {
    const handle = reach(kit.executor, found);
    const row = `${name}, ${by}, ${key}`;
    const method = METHODS[key];
    const pending = endOf(row, () => handle.result());
    const outcome = await endOf(row, async () => method?.call(handle));
    const after = method?.after?.(state.facts.status) ?? 'running';
    await endOf(row, () => untilStatus(found.handle, after));
    const { status } = await found.handle.describe();
    if (key !== 'terminate') await kit.executor.getHandle(found.workflowId).terminate();
    const result = await pending;
    await leaveAlone(kit, found);
    return {
      row,
      expected: { value: null, status: after, result: 'TERMINATED' },
      got: {
        ...('value' in outcome ? { value: null } : outcome),
        status,
        result: 'error' in result ? result.error.code : result,
      },
    };
  };
  const rows = await forEachItem(cells, (cell) =>
    rowsIn(kit, `${cell.name}, ${cell.by}, ${cell.key}`, cell.state, async (found) => [
      await changeIn(cell, found),
    ]),
  );
  checkRows(rows.flat());
});

verifies('state.cancel', async (kit) => {
  const cells = Object.entries(OPEN_STATES).flatMap(([name, state]) =>
    Object.entries(HANDLES).map(([by, reach]) => ({ name, state, by, reach })),
  );
  const cancelIn = async ({ name, by, reach }: (typeof cells)[number], found: InState): Promise<Row> => {
    const row = `${name}, ${by}, cancel`;
    const outcome = await endOf(row, () => reach(kit.executor, found).cancel());
    // A shield and a clean-up do not see the request: their run continues.
    const goesOn = name === 'in a shield' || name === 'cancelling';
    if (goesOn) await kit.executor.getHandle(found.workflowId).terminate('the row is over');
    const result = await endOf(row, () => found.handle.result());
    await leaveAlone(kit, found);
    return {
      row,
      expected: { value: null, result: goesOn ? 'TERMINATED' : 'CANCELLED' },
      got: {
        ...('value' in outcome ? { value: null } : outcome),
        result: 'error' in result ? result.error.code : result,
      },
    };
  };
  const rows = await forEachItem(cells, (cell) =>
    rowsIn(kit, `${cell.name}, ${cell.by}, cancel`, cell.state, async (found) => [
      await cancelIn(cell, found),
    ]),
  );
  checkRows(rows.flat());
});

/** What the result of a closed run throws, by its status. */
const RESULTS: Readonly<Partial<Record<Facts['status'], string>>> = {
  unknown: 'WORKFLOW_NOT_FOUND',
  failed: 'WORKFLOW_FAILED',
  cancelled: 'CANCELLED',
  terminated: 'TERMINATED',
  timed_out: 'TIMED_OUT',
};

verifies('state.result', async (kit) => {
  const rows = await forEachItem(Object.entries(CLOSED_STATES), ([name, state]) =>
    rowsIn(kit, name, state, (found) =>
      forEachItem(
        Object.entries(HANDLES).filter(([by]) => state.latest === undefined || by !== 'handle by ID'),
        async ([by, reach]) => {
          const row = `${name}, ${by}, result`;
          const result = await endOf(row, () => reach(kit.executor, found).result());
          const { status, place = '' } = factsFor(state, by);
          return {
            row,
            expected: RESULTS[status] ?? { value: `left run ${place.at(-1)}` },
            got: 'error' in result ? result.error.code : result,
          };
        },
      ),
    ),
  );
  checkRows(rows.flat());
});
