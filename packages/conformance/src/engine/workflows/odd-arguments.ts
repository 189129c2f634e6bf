import {
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyActivity,
  type WorkflowContext,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { thrownBy } from '../../contract/thrown-by.ts';
import { app } from './app.ts';
import { echo } from './basics.ts';

/** Calls of `ctx` with invalid options, each of which must be rejected. */
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
  signalName: (ctx) => ctx.signalWorkflow('another-workflow', { type: 'signal', name: '\ud800' }),
  signalledId: (ctx) => ctx.signalWorkflow('', { type: 'signal', name: 'hello' }),
  awaitedName: (ctx) => ctx.waitForSignal({ type: 'signal', name: '' }),
  patch: async (ctx) => ctx.patched('patch-\ud800'),
  handlerName: async (ctx) => ctx.setHandler({ type: 'query', name: '' }, () => 1),
};

/** Makes each call with invalid options, and returns the error codes. */
export const givesOddOptions: WorkflowDefinition<undefined, Record<string, string>> = app.workflow(
  'conformance.givesOddOptions',
  async (ctx) => {
    const codes: Record<string, string> = {};
    for (const [name, call] of Object.entries(ODD_CALLS)) codes[name] = await codeOf(() => call(ctx));
    return codes;
  },
);

/** Returns the code of the error that a call throws or rejects with. */
async function codeOf(call: () => unknown): Promise<string> {
  return (await thrownBy(call)).code;
}

const HELLO = defineSignal('hello');
const ASK = defineUpdate<null>('ask');
const reply = (): null => null;
const ignore = (): void => {};
const sleepBriefly = (ctx: WorkflowContext): Promise<void> => ctx.sleep(1);

/** Calls of `ctx` with an argument of the wrong type, as untyped code may pass. */
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
  mapOptions: (ctx, odd) => ctx.map([1], () => sleepBriefly(ctx), odd()),
  handledMessage: (ctx, odd) => ctx.setHandler(odd<typeof HELLO>(), ignore),
  handler: (ctx, odd) => ctx.setHandler(HELLO, odd()),
  handlerOptions: (ctx, odd) => ctx.setHandler(ASK, reply, odd()),
  validator: (ctx, odd) => ctx.setHandler(ASK, reply, { validator: odd() }),
  awaitedSignal: (ctx, odd) => ctx.waitForSignal(odd<typeof HELLO>()),
  awaitedOptions: (ctx, odd) => ctx.waitForSignal(HELLO, odd()),
  sentSignal: (ctx, odd) => ctx.signalWorkflow('another-workflow', odd<typeof HELLO>()),
};

/** Calls of `ctx` with one specific invalid argument. */
const ODD_ONCE: Readonly<Record<string, (ctx: WorkflowContext) => unknown>> = {
  noDuration: (ctx) => ctx.withTimeout(parsed('null'), () => sleepBriefly(ctx)),
  mapNull: (ctx) => ctx.map(parsed<number[]>('null'), () => sleepBriefly(ctx)),
  mapObject: (ctx) => ctx.map(parsed<number[]>('{}'), () => sleepBriefly(ctx)),
  mapText: (ctx) => ctx.map(parsed<number[]>('"items"'), () => sleepBriefly(ctx)),
  mapNumber: (ctx) => ctx.map(parsed<number[]>('5'), () => sleepBriefly(ctx)),
  messageType: (ctx) => ctx.setHandler(parsed<typeof HELLO>('{ "type": "event", "name": "hello" }'), ignore),
  activityNull: (ctx) => ctx.executeActivity(parsed('null'), 1),
  activityReserved: (ctx) => ctx.executeActivity('__mcp_agent_activity', 1),
  activityOfTemporal: (ctx) => ctx.executeActivity('__temporal_activity', 1),
  signalOfTemporal: (ctx) => ctx.waitForSignal(defineSignal('__temporal_signal')),
  handlerOfTemporal: (ctx) => ctx.setHandler(defineSignal('__temporal_signal'), ignore),
  startToCloseNull: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { startToCloseTimeout: parsed('null') }),
  heartbeatNull: (ctx) => ctx.executeActivity('conformance.echo', 1, { heartbeatTimeout: parsed('null') }),
  intervalNull: (ctx) =>
    ctx.executeActivity('conformance.echo', 1, { retry: { initialInterval: parsed('null') } }),
};

/** JSON of values that are neither objects of options nor functions. */
export const ODD_OBJECTS: readonly string[] = ['null', '5', '"text"', '[1]', 'true'];

function parsed<T>(json: string): T {
  return JSON.parse(json);
}

/** Calls `ctx` with each invalid argument, and returns the error codes. */
export const givesOddArguments: WorkflowDefinition<undefined, Record<string, string>> = app.workflow(
  'conformance.givesOddArguments',
  async (ctx) => {
    const codes: Record<string, string> = {};
    for (const [name, call] of Object.entries(ODD_ARGUMENTS)) {
      for (const json of ODD_OBJECTS) {
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

/** Invalid workflow names. */
export const ODD_NAMES: readonly string[] = [
  '',
  'lone \ud800',
  'x'.repeat(1_001),
  '__mcp_agent_workflow',
  '__temporal_workflow',
  'constructor',
  'hasOwnProperty',
  parsed('5'),
  parsed('null'),
];
