import {
  type ActivityOptions,
  Agent,
  CancelledError,
  defineSignal,
  defineUpdate,
  type ErrorData,
  errorToData,
  type JsonValue,
  proxyActivities,
  proxyActivity,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { app } from './app.ts';
import { echo } from './basics.ts';
import { type Odd, throwOdd } from './odd.ts';

const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

function failAtOnce(ctx: WorkflowContext): Promise<JsonValue> {
  return ctx.executeActivity('conformance.throwOdd', 'plain', ONCE);
}

/** Starts a step that fails while it waits for another, and awaits it afterwards. */
export const awaitsLate: WorkflowDefinition<{ how: LateStep }, string> = app.workflow(
  'conformance.awaitsLate',
  async (ctx, { how }: { how: LateStep }) => {
    const failing = LATE_STEPS[how](ctx);
    await ctx.sleep(100);
    await ctx.sleep(100);
    try {
      await failing;
      return 'nothing was thrown';
    } catch (error) {
      return errorToData(error).code;
    }
  },
);

export type LateStep = 'activity' | 'child' | 'scope' | 'shield' | 'timeout' | 'condition' | 'map' | 'agent';

/** Steps that fail soon, each made by another part of `ctx`. */
const LATE_STEPS: Readonly<Record<LateStep, (ctx: WorkflowContext) => Promise<unknown>>> = {
  activity: failAtOnce,
  child: (ctx) => ctx.executeChild(throwsOdd, { how: 'plain' }),
  scope: (ctx) => ctx.cancellable(() => failAtOnce(ctx)),
  shield: (ctx) => ctx.shielded(() => failAtOnce(ctx)),
  timeout: (ctx) => ctx.withTimeout(5, () => ctx.sleep('1 hour')),
  condition: (ctx) => ctx.condition(() => false, 5),
  map: (ctx) => ctx.map([1], () => failAtOnce(ctx)),
  agent: () => new Agent({ name: 'late', serverNames: ['unknown'] }).listTools(),
};

/** Starts a step that fails, goes on, and never looks at it. */
export const neverAwaits: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.neverAwaits',
  async (ctx) => {
    void failAtOnce(ctx);
    await ctx.sleep(200);
    return 'went on';
  },
);

export type OwnRejection = 'function' | 'atOnce' | 'two' | 'all' | 'derived' | 'scope';

/** Promises of the workflow's own that reject, and that nothing handles. */
const OWN_REJECTIONS: Readonly<Record<OwnRejection, (ctx: WorkflowContext) => Promise<unknown>>> = {
  function: async (ctx) => {
    await ctx.sleep(1);
    throw new Error('lost');
  },
  atOnce: () => Promise.reject(new Error('lost')),
  two: async (ctx) => {
    await ctx.sleep(1);
    void Promise.reject(new Error('lost'));
    throw new Error('lost second');
  },
  all: (ctx) => Promise.all([ctx.sleep('1 hour'), ctx.sleep(1).then(lose)]),
  derived: (ctx) => ctx.sleep(1).then(lose),
  scope: (ctx) =>
    ctx.cancellable(async () => {
      void Promise.reject(new Error('lost'));
      await ctx.sleep('1 hour');
    }),
};

function lose(): never {
  throw new Error('lost');
}

/** Makes a promise that rejects, and waits for something else. */
export const losesRejection: WorkflowDefinition<{ how: OwnRejection }, string> = app.workflow(
  'conformance.losesRejection',
  async (ctx, { how }: { how: OwnRejection }) => {
    void OWN_REJECTIONS[how](ctx);
    await ctx.sleep('1 hour');
    return 'slept';
  },
);

export type LastTurn = 'return' | 'throw' | 'continue';

/** Makes a promise that rejects in the turn in which the run ends, at its start or later. */
export const rejectsAtItsEnd: WorkflowDefinition<{ how: LastTurn; late: boolean; run?: number }, string> =
  app.workflow(
    'conformance.rejectsAtItsEnd',
    async (ctx, { how, late, run = 1 }: { how: LastTurn; late: boolean; run?: number }) => {
      if (run === 2) return 'continued';
      if (late) await ctx.sleep(1);
      const lost: Promise<never>[] = [];
      for (let count = 0; count < 2; count += 1) lost.push(Promise.reject(new Error(`lost ${count}`)));
      if (how === 'throw') throw new Error('its own end');
      return how === 'return' ? `lost ${lost.length}` : ctx.continueAsNew({ how, late, run: 2 });
    },
  );

export const throwsOdd: WorkflowDefinition<{ how: Odd }, never> = app.workflow(
  'conformance.throwsOdd',
  async (_, { how }: { how: Odd }) => throwOdd(how),
);

/** Gives what it is thrown by an activity that throws that. */
export const catchesOdd: WorkflowDefinition<{ how: Odd }, ErrorData> = app.workflow(
  'conformance.catchesOdd',
  async (ctx, { how }: { how: Odd }) => {
    try {
      await ctx.executeActivity('conformance.throwOdd', how, ONCE);
    } catch (error) {
      return errorToData(error);
    }
    return errorToData('nothing was thrown');
  },
);

/** Has activities and children take a lot at once, and goes on with a lot. */
export const sendsMuch: WorkflowDefinition<{ bytes: number; carried?: string }, number[]> = app.workflow(
  'conformance.sendsMuch',
  async (ctx, { bytes, carried }: { bytes: number; carried?: string }) => {
    const much = 'x'.repeat(bytes);
    const send = (index: number): Promise<string> =>
      index % 2 === 0
        ? ctx.executeActivity<string>('conformance.echo', `${index}${much}`)
        : ctx.executeChild(echo, `${index}${much}`).then(String);
    const echoed = await Promise.all([0, 1, 2, 3, 4, 5].map(send));
    if (carried === undefined) {
      for (const index of [0, 2]) void send(index);
      await ctx.continueAsNew({ bytes, carried: much });
    }
    return [...echoed, `${carried}`].map(({ length }) => length);
  },
);

/** Logs what cannot be written, and goes on. */
export const logsOdd: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.logsOdd',
  async (ctx) => {
    const cycle: Record<string, JsonValue> = {};
    cycle['self'] = cycle;
    ctx.logger.debug('odd \ud800', cycle);
    ctx.logger.debug('x'.repeat(100_000), JSON.parse('{"deep":1}'));
    await ctx.sleep(1);
    return 'logged';
  },
);

/** What options a workflow gives that cannot be meant, each refused at once. */
const ODD_CALLS: Readonly<Record<string, (ctx: WorkflowContext) => Promise<unknown>>> = {
  startToCloseZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: 0 }),
  startToCloseNegative: (ctx) => ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: -1 }),
  startToCloseNaN: (ctx) => ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: Number.NaN }),
  startToCloseHuge: (ctx) => ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: 1e300 }),
  scheduleToCloseZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { scheduleToCloseTimeout: '0s' }),
  scheduleToStartZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { scheduleToStartTimeout: 0 }),
  heartbeatZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { heartbeatTimeout: { seconds: 0 } }),
  workerEmpty: (ctx) => ctx.executeActivity('conformance.echo', 1, { worker: '' }),
  activityEmpty: (ctx) => ctx.executeActivity('', 1),
  activitySurrogate: (ctx) => ctx.executeActivity('echo\ud800', 1),
  intervalZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { retry: { initialInterval: 0 } }),
  intervalBelow: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { retry: { initialInterval: 100, maximumInterval: 10 } }),
  coefficient: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { retry: { backoffCoefficient: Infinity } }),
  attemptsZero: (ctx) => ctx.executeActivity('conformance.echo', 1, { retry: { maximumAttempts: 0 } }),
  attemptsHuge: (ctx) => ctx.executeActivity('conformance.echo', 1, { retry: { maximumAttempts: 2 ** 40 } }),
  errorTypes: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { retry: { nonRetryableErrorTypes: ['\udc00'] } }),
  childEmpty: (ctx) => ctx.startChild(echo, 1, { workflowId: '' }),
  childSurrogate: (ctx) => ctx.startChild(echo, 1, { workflowId: 'child-\ud800' }),
  childLong: (ctx) => ctx.startChild(echo, 1, { workflowId: 'x'.repeat(1_001) }),
  sleepNaN: (ctx) => ctx.sleep(Number.NaN),
  sleepHuge: (ctx) => ctx.sleep({ weeks: 1e9 }),
  timeoutNegative: (ctx) => ctx.withTimeout(-1, () => ctx.sleep(1)),
  signalName: (ctx) => ctx.signalWorkflow('somebody', { type: 'signal', name: '\ud800' }),
  signalledId: (ctx) => ctx.signalWorkflow('', { type: 'signal', name: 'hello' }),
  awaitedName: (ctx) => ctx.waitForSignal({ type: 'signal', name: '' }),
  patch: async (ctx) => ctx.patched('patch-\ud800'),
  handlerName: async (ctx) => ctx.setHandler({ type: 'query', name: '' }, () => 1),
};

/** Gives each odd option, and says what became of it. */
export const givesOddOptions: WorkflowDefinition<undefined, Record<string, string>> = app.workflow(
  'conformance.givesOddOptions',
  async (ctx) => {
    const codes: Record<string, string> = {};
    for (const [name, call] of Object.entries(ODD_CALLS)) codes[name] = await codeOf(() => call(ctx));
    return codes;
  },
);

/** The code of what a call throws or rejects with. */
async function codeOf(call: () => unknown): Promise<string> {
  try {
    await call();
    return 'accepted';
  } catch (error) {
    return errorToData(error).code;
  }
}

const HELLO = defineSignal('hello');
const ASK = defineUpdate<null>('ask');
const reply = (): null => null;
const hear = (): void => {};
const later = (ctx: WorkflowContext): Promise<void> => ctx.sleep(1);

/** Calls of `ctx` with an argument that a caller without types may give. */
const ODD_ARGUMENTS: Readonly<Record<string, (ctx: WorkflowContext, odd: <T>() => T) => unknown>> = {
  activityOptions: (ctx, odd) => ctx.executeActivity('conformance.echo', 1, odd()),
  activityRetry: (ctx, odd) => ctx.executeActivity('conformance.echo', 1, { retry: odd() }),
  proxyOptions: (_, odd) => proxyActivity('conformance.echo', odd()),
  proxyCallOptions: (_, odd) => proxyActivity('conformance.echo')(odd(), odd()),
  proxiesOptions: (_, odd) => proxyActivities(odd()),
  startChildWorkflow: (ctx, odd) => ctx.startChild(odd<typeof echo>(), 1),
  startChildOptions: (ctx, odd) => ctx.startChild(echo, 1, odd()),
  executeChildWorkflow: (ctx, odd) => ctx.executeChild(odd<typeof echo>(), 1),
  executeChildOptions: (ctx, odd) => ctx.executeChild(echo, 1, odd()),
  condition: (ctx, odd) => ctx.condition(odd()),
  conditionWithTimeout: (ctx, odd) => ctx.condition(odd(), 1),
  withTimeout: (ctx, odd) => ctx.withTimeout('1s', odd()),
  cancellable: (ctx, odd) => ctx.cancellable(odd()),
  shielded: (ctx, odd) => ctx.shielded(odd()),
  mapFunction: (ctx, odd) => ctx.map([1], odd()),
  mapOptions: (ctx, odd) => ctx.map([1], () => later(ctx), odd()),
  handledMessage: (ctx, odd) => ctx.setHandler(odd<typeof HELLO>(), hear),
  handler: (ctx, odd) => ctx.setHandler(HELLO, odd()),
  handlerOptions: (ctx, odd) => ctx.setHandler(ASK, reply, odd()),
  validator: (ctx, odd) => ctx.setHandler(ASK, reply, { validator: odd() }),
  awaitedSignal: (ctx, odd) => ctx.waitForSignal(odd<typeof HELLO>()),
  awaitedOptions: (ctx, odd) => ctx.waitForSignal(HELLO, odd()),
  sentSignal: (ctx, odd) => ctx.signalWorkflow('somebody', odd<typeof HELLO>()),
};

/** Calls of `ctx` with one odd argument each. */
const ODD_ONCE: Readonly<Record<string, (ctx: WorkflowContext) => unknown>> = {
  noDuration: (ctx) => ctx.withTimeout(parsed('null'), () => later(ctx)),
  mapNull: (ctx) => ctx.map(parsed<number[]>('null'), () => later(ctx)),
  mapObject: (ctx) => ctx.map(parsed<number[]>('{}'), () => later(ctx)),
  mapText: (ctx) => ctx.map(parsed<number[]>('"items"'), () => later(ctx)),
  mapNumber: (ctx) => ctx.map(parsed<number[]>('5'), () => later(ctx)),
  messageType: (ctx) => ctx.setHandler(parsed<typeof HELLO>('{ "type": "event", "name": "hello" }'), hear),
  activityNull: (ctx) => ctx.executeActivity(parsed('null'), 1),
  activityReserved: (ctx) => ctx.executeActivity('__mcp_agent_activity', 1),
  activityOfTemporal: (ctx) => ctx.executeActivity('__temporal_activity', 1),
  signalOfTemporal: (ctx) => ctx.waitForSignal(defineSignal('__temporal_signal')),
  handlerOfTemporal: (ctx) => ctx.setHandler(defineSignal('__temporal_signal'), hear),
  startToCloseNull: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: parsed('null') }),
  heartbeatNull: (ctx) => ctx.executeActivity('conformance.echo', 1, { heartbeatTimeout: parsed('null') }),
  intervalNull: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { retry: { initialInterval: parsed('null') } }),
};

/** Neither an object with named parts nor a function, as JSON. */
const ODD_VALUES = ['null', '5', '"text"', '[1]', 'true'];

function parsed<T>(json: string): T {
  return JSON.parse(json);
}

/** Calls `ctx` with each odd argument, and says what became of it. */
export const givesOddArguments: WorkflowDefinition<undefined, Record<string, string>> = app.workflow(
  'conformance.givesOddArguments',
  async (ctx) => {
    const codes: Record<string, string> = {};
    for (const [name, call] of Object.entries(ODD_ARGUMENTS)) {
      for (const json of ODD_VALUES) {
        codes[`${name}: ${json}`] = await codeOf(() => call(ctx, () => parsed(json)));
      }
    }
    for (const [name, call] of Object.entries(ODD_ONCE)) codes[name] = await codeOf(() => call(ctx));
    for (const name of ODD_NAMES) {
      const workflow = { ...echo, name };
      codes[`startChild ${name}`] = await codeOf(() => ctx.startChild(workflow, 1));
      codes[`executeChild ${name}`] = await codeOf(() => ctx.executeChild(workflow, 1));
    }
    return codes;
  },
);

/** Names that no workflow can have. */
export const ODD_NAMES: readonly string[] = [
  '',
  'lone \ud800',
  'x'.repeat(1_001),
  '__mcp_agent_workflow',
  '__temporal_workflow',
  parsed('5'),
  parsed('null'),
];

/** Is asked whether its condition holds, by a predicate that throws. */
export const throwsInPredicate: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.throwsInPredicate',
  async (ctx) => {
    try {
      await ctx.condition(() => {
        throw new CancelledError('the predicate failed');
      });
      return 'nothing was thrown';
    } catch (error) {
      return errorToData(error).message;
    }
  },
);
