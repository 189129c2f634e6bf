import type { JsonObject, WorkflowHandle } from '@mcp-agent/core';
import { Cases } from '../../../contract/case.ts';
import type { EngineRequirementId } from '../../requirements/index.ts';
import { echo } from '../../workflows/basics.ts';
import { rowsOf } from './rule.ts';
import { checkRows, endOf, forEachItem, type Row } from '../rows.ts';
import {
  ACCEPTED_CELLS,
  cellOf,
  FEW_REFUSED_CELLS,
  REFUSED_CELLS,
  shown,
  TOGETHER,
  valueOf,
} from './values.ts';
import {
  cannotSend,
  continuesWith,
  endExchange,
  exchanges,
  givesValue,
  giveQuery,
  giveUpdate,
  passesOn,
  passesThrough,
  receivesRefused,
  shownSignals,
  showQuery,
  showSignal,
  showUpdate,
} from './workflows.ts';

export const valueDoors: Cases<EngineRequirementId> = new Cases();
const { verifies } = valueDoors;

const ALL = [...ACCEPTED_CELLS, ...REFUSED_CELLS];
const FEW = [...ACCEPTED_CELLS, ...FEW_REFUSED_CELLS];

/** The paths that errors name for a value at a door. */
const ROOTS: Readonly<Record<string, string>> = {
  'activity input': 'input of activity conformance.showsValue',
  'activity result': 'result of activity conformance.givesValue',
  'activity query': `${showQuery.name}[0]`,
  'activity update': `${showUpdate.name}[0]`,
  'activity signal': `${showSignal.name}[0]`,
  'activity query answer': `answer of query ${giveQuery.name}`,
  'activity update answer': `answer of update ${giveUpdate.name}`,
  checkpoint: 'checkpoint',
  signalWorkflow: `${showSignal.name}[0]`,
};

/** Doors at which each refused value costs a message. */
const ANSWERS: ReadonlySet<string> = new Set([
  'activity result',
  'activity query answer',
  'activity update answer',
  'query answer',
  'update answer',
]);

verifies('carry.context', async ({ executor }) => {
  const rows = await forEachItem(Object.keys(ROOTS), async (door) => {
    const cells = [...(ANSWERS.has(door) ? FEW : ALL)];
    const { outcomes, signals } = await executor.executeWorkflow(passesThrough, { door, cells });
    return outcomes.flatMap((outcome, index) => {
      const wasSent = 'value' in outcome && outcome.value === 'sent';
      const arrived = wasSent ? { value: signals.shift() ?? '' } : outcome;
      return rowsOf(door, ROOTS[door] ?? '', cells[index] ?? '', arrived);
    });
  });
  checkRows(rows.flat());
});

/** Doors of a handle, each of which returns the text of what was received. */
const HANDLE_DOORS: Readonly<
  Record<string, { readonly root: string; send(handle: WorkflowHandle, cell: string): Promise<string> }>
> = {
  'query argument': {
    root: `${showQuery.name}[0]`,
    send: (handle, cell) => handle.query(showQuery, valueOf(cell)),
  },
  'query answer': {
    root: `answer of query ${giveQuery.name}`,
    send: async (handle, cell) => shown(await handle.query(giveQuery, cell)),
  },
  'update argument': {
    root: `${showUpdate.name}[0]`,
    send: (handle, cell) => handle.update(showUpdate, valueOf(cell)),
  },
  'update answer': {
    root: `answer of update ${giveUpdate.name}`,
    send: async (handle, cell) => shown(await handle.update(giveUpdate, cell)),
  },
  'signal argument': {
    root: `${showSignal.name}[0]`,
    send: async (handle, cell) => {
      await handle.signal(showSignal, valueOf(cell));
      return (await handle.query(shownSignals)).at(-1) ?? '';
    },
  },
};

verifies('carry.messages', async ({ executor }) => {
  const rows = await forEachItem(Object.entries(HANDLE_DOORS), async ([door, { root, send }]) => {
    const handle = await executor.startWorkflow(exchanges);
    const sent: Row[] = [];
    for (const cell of ANSWERS.has(door) ? FEW : ALL) {
      sent.push(...rowsOf(door, root, cell, await endOf(cell, () => send(handle, cell))));
    }
    await handle.signal(endExchange);
    return [...sent, { row: `${door}: the workflow`, expected: null, got: await handle.result() }];
  });
  checkRows(rows.flat());
});

verifies('carry.workflow', async ({ executor, id }) => {
  const given = await forEachItem(ACCEPTED_CELLS, async (cell) => {
    const fitsMemo = !cell.includes('2 MB') && !cell.includes('levels');
    const memo: JsonObject = fitsMemo ? { value: valueOf(cell) } : {};
    const message = { signal: showSignal, args: [valueOf<unknown>(cell)] as [unknown] };
    const options = { workflowId: id(), memo };
    const handle = await executor.signalWithStart(passesOn, message, valueOf<unknown>(cell), options);
    const result = await endOf(cell, async () => shown(await handle.result()));
    const signals = await handle.query(shownSignals);
    const described = (await handle.describe()).memo;
    return [
      ...rowsOf('input and result of workflow and child', '', cell, result),
      ...rowsOf('signalWithStart', '', cell, { value: signals[0] ?? '' }),
      ...(fitsMemo && cell !== 'undefined'
        ? [...rowsOf('memo', '', cell, { value: shown(described['value']) })]
        : []),
    ];
  });
  const refused = await forEachItem(REFUSED_CELLS, async (cell) => {
    const value = valueOf<null>(cell);
    const message = { signal: showSignal, args: [value] as [unknown] };
    const options = { workflowId: id() };
    const start = await endOf(
      cell,
      async () => (await executor.startWorkflow(echo, value, options)).workflowId,
    );
    const execute = await endOf(cell, async () =>
      shown(await executor.executeWorkflow(echo, value, options)),
    );
    const signal = await endOf(
      cell,
      async () => (await executor.signalWithStart(echo, message, 1, options)).workflowId,
    );
    const memo = await endOf(
      cell,
      async () => (await executor.startWorkflow(echo, 1, { ...options, memo: { value } })).workflowId,
    );
    const root = `input of workflow ${echo.name}`;
    const described = await endOf(cell, () => executor.getHandle(options.workflowId).describe());
    return [
      {
        row: `nothing starts: ${cell}`,
        expected: 'WORKFLOW_NOT_FOUND',
        got: 'error' in described ? described.error.code : described,
      },
      ...rowsOf('startWorkflow', root, cell, start),
      ...rowsOf('executeWorkflow', root, cell, execute),
      ...rowsOf('signalWithStart', `${showSignal.name}[0]`, cell, signal),
      ...(cell.includes('levels') ? [] : [...rowsOf('memo', 'memo.value', cell, memo)]),
    ];
  });
  checkRows([...given.flat(), ...refused.flat()]);
});

verifies('carry.refused-results', async ({ executor, id }) => {
  const workflowId = id();
  const outcomes = await executor.executeWorkflow(
    receivesRefused,
    { cells: [...FEW_REFUSED_CELLS] },
    { workflowId },
  );
  const root = `result of workflow ${givesValue.name}`;
  const results = await forEachItem([...FEW_REFUSED_CELLS.entries()], async ([index, cell]) => {
    const child = executor.getHandle(`${workflowId}-${index}`);
    return rowsOf(
      'result of a workflow',
      root,
      cell,
      await endOf(cell, async () => shown(await child.result())),
    );
  });
  checkRows([
    ...results.flat(),
    ...outcomes.flatMap((outcome, index) =>
      rowsOf('result of a child', root, FEW_REFUSED_CELLS[index] ?? '', outcome),
    ),
  ]);
});

verifies('carry.continue', async ({ executor }) => {
  const carried = await forEachItem(ACCEPTED_CELLS, async (cell) => {
    const result = await endOf(cell, () => executor.executeWorkflow(continuesWith, { carries: cell }));
    return rowsOf('continueAsNew', '', cell, 'value' in result ? { value: shown(result.value) } : result);
  });
  const doors = { child: `input of workflow ${echo.name}`, continueAsNew: 'input of continueAsNew' };
  const refused = await forEachItem(['child', 'continueAsNew'] as const, async (door) => {
    const outcomes = await executor.executeWorkflow(cannotSend, { door, cells: [...REFUSED_CELLS] });
    return outcomes.flatMap((outcome, index) =>
      rowsOf(door, doors[door], REFUSED_CELLS[index] ?? '', outcome),
    );
  });
  checkRows([...carried.flat(), ...refused.flat()]);
});

verifies('carry.details', async ({ executor }) => {
  // Fields of an error have a smaller limit.
  const cells = FEW.filter((cell) => !/MB|levels|^undefined$/.test(cell));
  const input = { door: 'error details', cells };
  const { outcomes } = await executor.executeWorkflow(passesThrough, input);
  const rows = outcomes.flatMap((outcome, index): readonly Row[] => {
    const cell = cells[index] ?? '';
    const { rule } = cellOf(cell);
    const details = 'error' in outcome ? outcome.error.cause?.fields?.['details'] : undefined;
    if (cell === TOGETHER) return rowsOf('error details', '', cell, { value: shown(details) });
    return [
      'json' in rule
        ? { row: cell, expected: shown(wellFormed(rule.json)), got: shown(details) }
        : { row: cell, expected: 'a text', got: typeof details === 'string' ? 'a text' : details },
    ];
  });
  checkRows(rows);
});

/** Rule: a text in a field of an error is well-formed. */
function wellFormed(json: unknown): unknown {
  return typeof json === 'string' ? json.toWellFormed() : json;
}
