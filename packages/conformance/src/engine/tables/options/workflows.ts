import { defineSignal, defineUpdate, type WorkflowContext, type WorkflowDefinition } from '@mcp-agent/core';
import { app } from '../../workflows/app.ts';
import { echo } from '../../workflows/basics.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';
import { type Domain, edgeOf } from './edges.ts';

/** One option of a call. */
export interface Option<Target> {
  /** Its name in errors. */
  readonly argument: string;
  readonly domain: Domain;
  /** Whether it can be omitted. Default: true. */
  readonly optional?: boolean;
  /** Whether the accepted values are passed, too. Default: true. */
  readonly tried?: boolean;
  call(target: Target, value: <T>() => T): unknown;
}

const SIGNAL = defineSignal('edge');
const UPDATE = defineUpdate<null>('edge');

function activity(ctx: WorkflowContext, options: object): Promise<unknown> {
  return ctx.executeActivity('conformance.echo', 1, { retry: { maximumAttempts: 1 }, ...options });
}

/** Cancels a wait that may last for years, after it has begun. */
function begun(ctx: WorkflowContext, wait: () => Promise<unknown>): Promise<unknown> {
  return ctx.cancellable(async (scope) => {
    const waiting = wait();
    await ctx.shielded(() => ctx.sleep(1));
    scope.cancel();
    return waiting;
  });
}

/** The options of `ctx`. */
export const CTX_OPTIONS: Readonly<Record<string, Option<WorkflowContext>>> = {
  'activity, options': {
    argument: 'options',
    domain: 'options',
    call: (ctx, value) => ctx.executeActivity('conformance.echo', 1, value()),
  },
  'activity, startToCloseTimeout': {
    argument: 'startToCloseTimeout',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { startToCloseTimeout: value() }),
  },
  'activity, scheduleToCloseTimeout': {
    argument: 'scheduleToCloseTimeout',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { scheduleToCloseTimeout: value() }),
  },
  'activity, scheduleToStartTimeout': {
    argument: 'scheduleToStartTimeout',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { scheduleToStartTimeout: value() }),
  },
  'activity, heartbeatTimeout': {
    argument: 'heartbeatTimeout',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { heartbeatTimeout: value() }),
  },
  // No worker has such a name: the activity would wait for it.
  'activity, worker': {
    argument: 'worker',
    domain: 'name',
    tried: false,
    call: (ctx, value) => activity(ctx, { worker: value() }),
  },
  'activity, retry': {
    argument: 'retry',
    domain: 'options',
    call: (ctx, value) => activity(ctx, { retry: value() }),
  },
  'activity, retry.initialInterval': {
    argument: 'retry.initialInterval',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { retry: { initialInterval: value() } }),
  },
  'activity, retry.maximumInterval': {
    argument: 'retry.maximumInterval',
    domain: 'timeout',
    call: (ctx, value) => activity(ctx, { retry: { initialInterval: 1, maximumInterval: value() } }),
  },
  'activity, retry.maximumAttempts': {
    argument: 'retry.maximumAttempts',
    domain: 'attempts',
    call: (ctx, value) => activity(ctx, { retry: { maximumAttempts: value() } }),
  },
  'activity, retry.backoffCoefficient': {
    argument: 'retry.backoffCoefficient',
    domain: 'factor',
    call: (ctx, value) => activity(ctx, { retry: { backoffCoefficient: value() } }),
  },
  'activity, retry.nonRetryableErrorTypes': {
    argument: 'retry.nonRetryableErrorTypes',
    domain: 'names',
    call: (ctx, value) => activity(ctx, { retry: { nonRetryableErrorTypes: value() } }),
  },
  'activity, name': {
    argument: 'activity name',
    domain: 'name',
    optional: false,
    tried: false,
    call: (ctx, value) => ctx.executeActivity(value(), 1),
  },
  'child, options': {
    argument: 'options',
    domain: 'options',
    call: (ctx, value) => ctx.executeChild(echo, 1, value()),
  },
  'child, workflowId': {
    argument: 'workflowId',
    domain: 'name',
    // The accepted names are IDs that other workflows may have.
    tried: false,
    call: (ctx, value) => ctx.executeChild(echo, 1, { workflowId: value() }),
  },
  'child, parentClosePolicy': {
    argument: 'parentClosePolicy',
    domain: 'choice',
    call: (ctx, value) => ctx.executeChild(echo, 1, { parentClosePolicy: value() }),
  },
  sleep: {
    argument: 'duration',
    domain: 'duration',
    optional: false,
    call: (ctx, value) => begun(ctx, () => ctx.sleep(value())),
  },
  'condition, predicate': {
    argument: 'predicate',
    domain: 'function',
    optional: false,
    call: (ctx, value) => ctx.condition(value()),
  },
  'condition, timeout': {
    argument: 'timeout',
    domain: 'duration',
    call: (ctx, value) => begun(ctx, () => ctx.condition(() => false, value())),
  },
  'condition that holds, timeout': {
    argument: 'timeout',
    domain: 'duration',
    call: (ctx, value) => ctx.condition(() => true, value()),
  },
  'withTimeout, duration': {
    argument: 'duration',
    domain: 'duration',
    optional: false,
    call: (ctx, value) => begun(ctx, () => ctx.withTimeout(value(), () => ctx.sleep('1 hour'))),
  },
  'withTimeout of a value, duration': {
    argument: 'duration',
    domain: 'duration',
    optional: false,
    call: (ctx, value) => ctx.withTimeout(value(), async () => 1),
  },
  'waitForSignal, options': {
    argument: 'options',
    domain: 'options',
    call: (ctx, value) => begun(ctx, () => ctx.waitForSignal(SIGNAL, value())),
  },
  'waitForSignal, timeout': {
    argument: 'timeout',
    domain: 'duration',
    call: (ctx, value) => begun(ctx, () => ctx.waitForSignal(SIGNAL, { timeout: value() })),
  },
  'map, items': {
    argument: 'items',
    domain: 'items',
    optional: false,
    call: (ctx, value) => ctx.map(value<number[]>(), async () => 1),
  },
  'map, options': {
    argument: 'options',
    domain: 'options',
    call: (ctx, value) => ctx.map([1], async () => 1, value()),
  },
  'map, concurrency': {
    argument: 'concurrency',
    domain: 'count',
    call: (ctx, value) => ctx.map([1], async () => 1, { concurrency: value() }),
  },
  'setHandler, options': {
    argument: 'options',
    domain: 'options',
    call: (ctx, value) => ctx.setHandler(UPDATE, () => null, value()),
  },
  'setHandler, validator': {
    argument: 'validator',
    domain: 'function',
    call: (ctx, value) => ctx.setHandler(UPDATE, () => null, { validator: value() }),
  },
  'signalWorkflow, workflowId': {
    argument: 'workflowId',
    domain: 'name',
    optional: false,
    tried: false,
    call: (ctx, value) => ctx.signalWorkflow(value(), SIGNAL),
  },
  'signalWorkflow, signal name': {
    argument: 'message name',
    domain: 'name',
    optional: false,
    tried: false,
    call: (ctx, value) => ctx.signalWorkflow(ctx.workflowId, defineSignal(value())),
  },
  patched: {
    argument: 'patch id',
    domain: 'name',
    optional: false,
    call: (ctx, value) => ctx.patched(value()),
  },
};

/** Passes each edge value to one option of `ctx`, and returns how the calls ended. */
export const triesEdges: WorkflowDefinition<{ option: string; edges: string[] }, Outcome<null>[]> =
  app.workflow('conformance.triesEdges', (ctx, { option, edges }) =>
    ctx.map(edges, (edge) =>
      outcomeOf(async () => {
        await CTX_OPTIONS[option]?.call(ctx, () => edgeOf(edge));
        return null;
      }),
    ),
  );
