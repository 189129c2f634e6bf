import { checkChoice } from '../executor/start.ts';
import { DEFINED_MESSAGE } from '../values/args.ts';
import type { Duration } from '../values/duration.ts';
import { checkFunction, checkObject } from '../values/invalid-argument.ts';
import { fromJson, type JsonValue } from '../values/json.ts';
import { checkMessageName } from '../values/names.ts';
import type { WorkflowInbox } from './inbox.ts';
import type { QueryDefinition, SignalDefinition, SignalPayload, UpdateDefinition } from './messages.ts';
import type { WorkflowRuntime } from './runtime.ts';
import type { StepGate } from './step-gate.ts';

/** Options of a message handler. Only updates have a validator. */
export interface Handling {
  readonly validator?: (...args: never[]) => void;
}

const MESSAGE_TYPES = ['signal', 'query', 'update'] as const;

/** Checks a handler and registers it in the inbox of a run. */
export function setMessageHandler(
  runtime: WorkflowRuntime,
  inbox: WorkflowInbox,
  message: SignalDefinition | QueryDefinition | UpdateDefinition,
  handler: (...args: never[]) => unknown,
  options: Handling = {},
): void {
  checkObject('message', message, DEFINED_MESSAGE);
  checkChoice('message.type', message.type, MESSAGE_TYPES);
  const name = checkMessageName(`${message.type} name`, message.name);
  checkFunction('handler', handler);
  checkObject('options', options);
  const { validator } = options;
  if (validator !== undefined) checkFunction('validator', validator);
  const handle = (...args: JsonValue[]): unknown => handler(...fromArgs(args));
  if (message.type === 'signal') {
    inbox.setSignalHandler(name, async (...args) => handle(...args));
  } else if (message.type === 'query') {
    inbox.setQueryHandler(name, handle);
  } else {
    inbox.setUpdateHandler(
      name,
      async (...args) => handle(...args),
      validator === undefined ? undefined : (...args) => validator(...fromArgs(args)),
    );
    runtime.updateHandlerSet?.(name);
  }
}

/** Waits for the next signal, as a step of the run. */
export function waitForSignal<Args extends unknown[]>(
  runtime: WorkflowRuntime,
  inbox: WorkflowInbox,
  steps: StepGate,
  signal: SignalDefinition<Args>,
  options: { readonly timeout?: Duration },
): Promise<SignalPayload<Args>> {
  checkObject('signal', signal, DEFINED_MESSAGE);
  checkObject('options', options);
  const name = checkMessageName('signal name', signal.name);
  return steps.wait(`signal "${name}"`, () => nextSignal(runtime, inbox, name), options.timeout);
}

function nextSignal<Payload>(runtime: WorkflowRuntime, inbox: WorkflowInbox, name: string): Promise<Payload> {
  const buffered = inbox.takeSignal(name);
  if (buffered !== undefined) return Promise.resolve(payloadOf<Payload>(buffered));
  const wait = inbox.awaitSignal(name);
  // Not an async function: a workflow can wait for months, and its frame would stay in memory.
  return runtime
    .condition(() => wait.args !== undefined)
    .then(
      () => payloadOf<Payload>(wait.args),
      (error: unknown) => {
        // If the signal arrived together with the timeout, return it, so that it is not lost.
        if (wait.args !== undefined) return payloadOf<Payload>(wait.args);
        inbox.stopAwaiting(wait);
        throw error;
      },
    );
}

/** Returns the payload of a signal, typed by its definition. See {@link fromJson}. */
function payloadOf<Payload>(args: JsonValue[] = []): Payload {
  const [first = null, ...more] = args;
  return fromJson<Payload>(more.length === 0 ? first : [first, ...more]);
}

/** Returns the arguments of a message, typed by its definition. See {@link fromJson}. */
function fromArgs(args: JsonValue[]): never[] {
  return fromJson<never[]>(args);
}
