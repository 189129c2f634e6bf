import { executeMany, type Executor } from '@mcp-agent/core';
import { textOfAny } from '@mcp-agent/core/engine';
import { Cases } from '../../../contract/case.ts';
import type { EngineRequirementId } from '../../requirements/index.ts';
import { echo } from '../../workflows/basics.ts';
import type { Outcome } from '../outcome.ts';
import { checkRows, endOf, forEachItem, type Row } from '../rows.ts';
import { accepts, EDGE_NAMES, edgeOf } from './edges.ts';
import { CTX_OPTIONS, type Option, triesEdges } from './workflows.ts';

export const options: Cases<EngineRequirementId> = new Cases();
const { verifies } = options;

/** Errors of calls whose options were accepted: an activity or a wait with a timeout of one millisecond. */
const OF_ACCEPTED: ReadonlySet<string> = new Set(['ACTIVITY_FAILED', 'TIMED_OUT', 'CANCELLED']);

function verdict(outcome: Outcome<unknown>): unknown {
  if ('value' in outcome || OF_ACCEPTED.has(outcome.error.code)) return 'accepted';
  const { code, fields, message } = outcome.error;
  const argument = fields?.['argument'] ?? fields?.['path'];
  if (argument === undefined) return { code, message };
  // The message tells the reader which option it is about.
  return { refused: argument, named: message.includes(textOfAny(argument)) };
}

function edgesOf<T>({ domain, optional = true, tried = true }: Option<T>): string[] {
  return EDGE_NAMES.filter((edge) => tried || !accepts(domain, edge, optional));
}

function rowOf<T>(name: string, option: Option<T>, edge: string, outcome: Outcome<unknown>): Row {
  const { domain, argument, optional = true } = option;
  const expected = accepts(domain, edge, optional) ? 'accepted' : { refused: argument, named: true };
  return { row: `${name}: ${edge}`, expected, got: verdict(outcome) };
}

verifies('option.context', async ({ executor }) => {
  const rows = await forEachItem(Object.entries(CTX_OPTIONS), async ([name, option]) => {
    const edges = edgesOf(option);
    const outcomes = await executor.executeWorkflow(triesEdges, { option: name, edges });
    return edges.map((edge, index) =>
      rowOf(name, option, edge, outcomes[index] ?? { error: { code: 'NONE', message: 'no outcome' } }),
    );
  });
  checkRows(rows.flat());
});

interface Target {
  readonly executor: Executor;
  readonly workflowId: string;
}

function start({ executor, workflowId }: Target, more: object): Promise<unknown> {
  return executor.startWorkflow(echo, 1, { workflowId, ...more });
}

/** The options of an executor and its handles. */
const EXECUTOR_OPTIONS: Readonly<Record<string, Option<Target>>> = {
  'start, options': {
    argument: 'options',
    domain: 'options',
    call: ({ executor }, value) => executor.startWorkflow(echo, 1, value()),
  },
  // An accepted ID may be taken.
  'start, workflowId': {
    argument: 'workflowId',
    domain: 'name',
    tried: false,
    call: (target, value) => start(target, { workflowId: value() }),
  },
  'start, runTimeout': {
    argument: 'runTimeout',
    domain: 'timeout',
    call: (target, value) => start(target, { runTimeout: value() }),
  },
  'start, executionTimeout': {
    argument: 'executionTimeout',
    domain: 'timeout',
    call: (target, value) => start(target, { executionTimeout: value() }),
  },
  'start, idReusePolicy': {
    argument: 'idReusePolicy',
    domain: 'choice',
    call: (target, value) => start(target, { idReusePolicy: value() }),
  },
  'start, idConflictPolicy': {
    argument: 'idConflictPolicy',
    domain: 'choice',
    call: (target, value) => start(target, { idConflictPolicy: value() }),
  },
  'start, memo': {
    argument: 'memo',
    domain: 'memo',
    call: (target, value) => start(target, { memo: value() }),
  },
  'start, searchAttributes': {
    argument: 'searchAttributes',
    domain: 'options',
    // A server may not know the accepted names.
    tried: false,
    call: (target, value) => start(target, { searchAttributes: value() }),
  },
  'start, cron': {
    argument: 'cron',
    domain: 'name',
    tried: false,
    call: (target, value) => start(target, { cron: value() }),
  },
  'executeMany, inputs': {
    argument: 'inputs',
    domain: 'items',
    optional: false,
    call: ({ executor }, value) => executeMany(executor, echo, value()),
  },
  'executeMany, concurrency': {
    argument: 'concurrency',
    domain: 'count',
    call: ({ executor }, value) => executeMany(executor, echo, [1], { concurrency: value() }),
  },
  'list, filter': {
    argument: 'filter',
    domain: 'options',
    call: ({ executor }, value) => executor.listWorkflows(value()),
  },
  'list, workflowName': {
    argument: 'workflowName',
    domain: 'name',
    call: ({ executor }, value) => executor.listWorkflows({ workflowName: value() }),
  },
  'list, status': {
    argument: 'status',
    domain: 'choice',
    call: ({ executor }, value) => executor.listWorkflows({ status: value() }),
  },
  'list, limit': {
    argument: 'limit',
    domain: 'count',
    call: ({ executor }, value) =>
      executor.listWorkflows({ workflowName: 'conformance.none', limit: value() }),
  },
  'getHandle, workflowId': {
    argument: 'workflowId',
    domain: 'name',
    optional: false,
    call: async ({ executor }, value) => executor.getHandle(value()),
  },
  'getHandle, runId': {
    argument: 'runId',
    domain: 'name',
    call: async ({ executor, workflowId }, value) => executor.getHandle(workflowId, value()),
  },
};

verifies('option.executor', async ({ executor, id }) => {
  const rows = await forEachItem(Object.entries(EXECUTOR_OPTIONS), async ([name, option]) =>
    forEachItem(
      edgesOf(option),
      async (edge) => {
        const target = { executor, workflowId: id() };
        return rowOf(
          name,
          option,
          edge,
          await endOf(edge, async () => option.call(target, () => edgeOf(edge))),
        );
      },
      4,
    ),
  );
  checkRows(rows.flat());
});
