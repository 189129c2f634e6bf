import { CapabilityError } from '../errors/engine.ts';

const ACTIVITY = 'move it into an activity, and call that';
const TIMER = 'use ctx.sleep or ctx.condition';
const STREAM = `${ACTIVITY}; values cross as JSON`;
const EVENT = 'use ctx.condition, a signal, or callbacks of your own';
const BYTES = `${ACTIVITY}, or use Uint8Array, TextEncoder and TextDecoder`;
const MESSAGE = 'use ctx.signalWorkflow, or a child workflow';

const ONLY_IN_ACTIVITIES = (
  'ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ' +
  'ReadableByteStreamController ReadableStreamDefaultController TransformStreamDefaultController ' +
  'WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy ' +
  'CloseEvent ErrorEvent Performance PerformanceEntry PerformanceMark PerformanceMeasure ' +
  'PerformanceObserverEntryList PerformanceResourceTiming Crypto CryptoKey SubtleCrypto Navigator Storage ' +
  'QuotaExceededError fetch WebSocket EventSource XMLHttpRequest localStorage sessionStorage'
).split(' ');

/**
 * The globals of Node.js that do not belong in workflow code, and what to use instead. Temporal's isolate lacks them;
 * an engine that runs workflows in the process itself has them, but a replay does not repeat their results.
 */
export const NODE_GLOBALS: Readonly<Record<string, string>> = {
  process: 'pass the value in the input of the workflow, or read it in an activity',
  performance: 'use ctx.now()',
  crypto: `use ctx.uuid() or ctx.random(); for keys and hashes, ${ACTIVITY}`,
  Buffer: BYTES,
  atob: BYTES,
  btoa: BYTES,
  Blob: STREAM,
  File: STREAM,
  structuredClone: 'copy with JSON.parse(JSON.stringify(value)) or by spreading',
  setInterval: TIMER,
  clearInterval: TIMER,
  setImmediate: TIMER,
  clearImmediate: TIMER,
  Headers: 'use a plain object',
  Request: STREAM,
  Response: STREAM,
  FormData: STREAM,
  URLPattern: 'use URL and a regular expression',
  BroadcastChannel: MESSAGE,
  MessageChannel: MESSAGE,
  MessagePort: MESSAGE,
  AbortSignal: 'use ctx.withTimeout, or new AbortController().signal',
  Event: EVENT,
  EventTarget: EVENT,
  CustomEvent: EVENT,
  MessageEvent: EVENT,
  DOMException: 'throw an Error or an ApplicationError',
  ReadableStream: STREAM,
  WritableStream: STREAM,
  TransformStream: STREAM,
  TextEncoderStream: STREAM,
  TextDecoderStream: STREAM,
  CompressionStream: STREAM,
  DecompressionStream: STREAM,
  PerformanceObserver: 'use ctx.now()',
  navigator: 'pass the value in the input of the workflow',
  ...Object.fromEntries(ONLY_IN_ACTIVITIES.map((name) => [name, ACTIVITY])),
};

/** Returns the message for workflow code that uses a global of {@link NODE_GLOBALS}. */
export function nodeGlobalMessage(name: string): string {
  return `${name} does not exist in a workflow on Temporal: ${NODE_GLOBALS[name] ?? ACTIVITY}.`;
}

/**
 * Creates the error for workflow code that uses a global which its engine lacks. The cause is the `ReferenceError` that
 * the code would otherwise throw.
 */
export function missingGlobal(engine: string, name: string): CapabilityError {
  return new CapabilityError(nodeGlobalMessage(name), {
    engine,
    capability: name,
    cause: new ReferenceError(`${name} is not defined`),
  });
}
