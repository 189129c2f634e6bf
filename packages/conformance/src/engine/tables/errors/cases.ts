import { executeMany, type Executor } from '@mcp-agent/core';
import { textOfAny } from '@mcp-agent/core/engine';
import { Cases } from '../../../contract/case.ts';
import type { Kit } from '../../../contract/kit.ts';
import type { EngineRequirementId } from '../../requirements/index.ts';
import type { Arrived } from '../outcome.ts';
import { checkRows, endOf, forEachItem, type Row } from '../rows.ts';
import { FEW_KINDS, type Kind, KINDS } from './kinds.ts';
import { fromActivity, fromChild, fromHandler, fromValidator, fromWorkflow, kept } from './rule.ts';
import {
  catchesFromActivities,
  catchesWithin,
  failsBy,
  INNER_DOORS,
  relaysFailure,
  rejectUpdate,
  stopThrowing,
  throwQuery,
  throwsInHandlers,
  throwUpdate,
} from './workflows.ts';

export const errors: Cases<EngineRequirementId> = new Cases();
const { verifies } = errors;

const ALL = [...KINDS.keys()];
const FEW = [...FEW_KINDS.keys()];

function arrives(kinds: ReadonlyMap<string, Kind>, kind: string): Arrived {
  return kinds.get(kind)?.arrives ?? { code: 'NONE', message: 'unknown kind' };
}

interface FromActivity {
  readonly activity: string;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly attempts: number;
  /** What the activity receives of each kind, if it does not throw it itself. */
  wrapped(kind: Arrived): Arrived;
}

async function fromEachActivity(
  { executor }: Kit,
  { activity, kinds, attempts, wrapped }: FromActivity,
): Promise<readonly Row[]> {
  const names = [...kinds.keys()];
  const handle = await executor.startWorkflow(catchesFromActivities, { activity, kinds: names, attempts });
  const caught = await handle.result();
  const steps = (await handle.history()).filter(({ type }) => type === 'activity');
  return names.map((kind, index) => {
    const { activityId = '', error } = caught[index] ?? {};
    const thrown = wrapped(kept(arrives(kinds, kind)));
    return {
      row: `${activity}: ${kind}`,
      expected: {
        error: kept(fromActivity(activity, activityId, thrown)),
        attempts: thrown.fields?.['nonRetryable'] === true ? 1 : attempts,
      },
      got: { error, attempts: steps.find(({ input }) => input === kind)?.attempts },
    };
  });
}

verifies('error.activity', async (kit) => {
  const activity = 'conformance.throwsKind';
  checkRows(await fromEachActivity(kit, { activity, kinds: KINDS, attempts: 2, wrapped: (kind) => kind }));
});

/** Activities that send a message, and what they receive when its handler throws. */
const SENDERS: Readonly<Record<string, (kind: Arrived) => Arrived>> = {
  'conformance.queriesKind': (kind) => fromHandler('query', throwQuery.name, kind),
  'conformance.updatesKind': (kind) => fromHandler('update', throwUpdate.name, kind),
  'conformance.isRejectedWithKind': (kind) => fromValidator(rejectUpdate.name, kind),
};

verifies('error.activity-messages', async (kit) => {
  const rows = await forEachItem(Object.entries(SENDERS), ([activity, from]) =>
    fromEachActivity(kit, { activity, kinds: FEW_KINDS, attempts: 1, wrapped: (kind) => kept(from(kind)) }),
  );
  checkRows(rows.flat());
});

verifies('error.within', async ({ executor }) => {
  const rows = await forEachItem(Object.keys(INNER_DOORS), async (door) => {
    const caught = await executor.executeWorkflow(catchesWithin, { door, kinds: FEW });
    return FEW.map((kind, index) => ({
      row: `${door}: ${kind}`,
      expected: kept(arrives(FEW_KINDS, kind)),
      got: caught[index],
    }));
  });
  checkRows(rows.flat());
});

verifies('error.handlers', async ({ executor }) => {
  const handle = await executor.startWorkflow(throwsInHandlers);
  const rows = await forEachItem(
    ALL,
    async (kind) => {
      const thrown = kept(arrives(KINDS, kind));
      return [
        {
          row: `query handler: ${kind}`,
          expected: { error: kept(fromHandler('query', throwQuery.name, thrown)) },
          got: await endOf(kind, () => handle.query(throwQuery, kind)),
        },
        {
          row: `update handler: ${kind}`,
          expected: { error: kept(fromHandler('update', throwUpdate.name, thrown)) },
          got: await endOf(kind, () => handle.update(throwUpdate, kind)),
        },
        {
          row: `update validator: ${kind}`,
          expected: { error: kept(fromValidator(rejectUpdate.name, thrown)) },
          got: await endOf(kind, () => handle.update(rejectUpdate, kind)),
        },
      ];
    },
    OPEN_UPDATES,
  );
  await handle.signal(stopThrowing);
  checkRows([...rows.flat(), { row: 'the workflow', expected: null, got: await handle.result() }]);
});

/** A Temporal server accepts ten open updates of a workflow. */
const OPEN_UPDATES = 8;

verifies('error.child', async (kit) => {
  const rows = await forEachItem(FEW, async (kind) => {
    const [parentId, thrown] = [kit.id(), kept(arrives(FEW_KINDS, kind))];
    const parent = await kit.executor.startWorkflow(relaysFailure, { kind }, { workflowId: parentId });
    const throughParent = await endOf(kind, () => parent.result());
    const child = kit.executor.getHandle(`${parentId}-child`);
    const { workflowId, workflowName, runId } = await child.describe();
    const relayed = kept(fromChild({ workflowId, workflowName, runId }, thrown));
    return [
      {
        row: `through its parent: ${kind}`,
        expected: { error: kept(fromWorkflow(parentId, parent.runId ?? '', relayed)) },
        got: throughParent,
      },
      {
        row: `to its caller: ${kind}`,
        expected: { error: kept(fromWorkflow(workflowId, runId, thrown)) },
        got: await endOf(kind, () => child.result()),
      },
    ];
  });
  checkRows(rows.flat());
});

interface Failing {
  readonly door: string;
  readonly kind: string;
}

/** The doors through which an error ends a run, each with another way to wait for the result. */
const ENDS: Readonly<
  Record<string, (executor: Executor, input: Failing, workflowId: string) => Promise<unknown>>
> = {
  'a signal handler': (executor, input, workflowId) =>
    executor.executeWorkflow(failsBy, input, { workflowId }),
  'a timer callback': async (executor, input, workflowId) =>
    (await executor.startWorkflow(failsBy, input, { workflowId })).result(),
  'a promise that is not awaited': (executor, input) => executeMany(executor, failsBy, [input]),
};

verifies('error.ends', async ({ executor, id }) => {
  const failing = Object.keys(ENDS).flatMap((door) => FEW.map((kind): Failing => ({ door, kind })));
  const rows = await forEachItem(failing, async ({ door, kind }) => {
    const row = `${door}: ${kind}`;
    const got = await endOf(row, async () => ENDS[door]?.(executor, { door, kind }, id()));
    // executeMany assigns the IDs.
    const { workflowId } = 'error' in got ? (got.error.fields ?? {}) : {};
    // The error of a run that never ends has no ID.
    const ids =
      workflowId === undefined
        ? { workflowId: 'none', runId: 'none' }
        : await executor.getHandle(textOfAny(workflowId)).describe();
    const thrown = kept(arrives(FEW_KINDS, kind));
    return {
      row,
      expected: { error: kept(fromWorkflow(ids.workflowId, ids.runId, thrown)) },
      got,
    };
  });
  checkRows(rows);
});
