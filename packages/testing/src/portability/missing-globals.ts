import { isFunction, type Patch } from './patches.ts';
import { currentWatch, isHidden, reportUse, unwatched, type Use } from './code-watch.ts';

type Entry = Omit<Use, 'message'> & { readonly instead: string };

const ACTIVITY = 'move it into an activity, and call that';
const TIMER: Entry = { kind: 'timer', instead: 'use ctx.sleep or ctx.condition', unrepeatable: true };
const NETWORK: Entry = { kind: 'network', instead: ACTIVITY, unrepeatable: true };
const STREAM: Entry = { kind: 'global', instead: `${ACTIVITY}; values cross as JSON` };
const EVENT: Entry = { kind: 'global', instead: 'use ctx.condition, a signal, or callbacks of your own' };
const BYTES: Entry = {
  kind: 'global',
  instead: `${ACTIVITY}, or use Uint8Array, TextEncoder and TextDecoder`,
};
const COPY: Entry = {
  kind: 'global',
  instead: 'copy with JSON.parse(JSON.stringify(value)) or by spreading',
};
const MESSAGE: Entry = { ...NETWORK, instead: 'use ctx.signalWorkflow, or a child workflow' };
const STORE: Entry = { kind: 'disk', instead: ACTIVITY, unrepeatable: true };

const OTHERS = (
  'ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamBYOBRequest ' +
  'ReadableByteStreamController ReadableStreamDefaultController TransformStreamDefaultController ' +
  'WritableStreamDefaultController WritableStreamDefaultWriter ByteLengthQueuingStrategy CountQueuingStrategy ' +
  'CloseEvent ErrorEvent Performance PerformanceEntry PerformanceMark PerformanceMeasure ' +
  'PerformanceObserverEntryList PerformanceResourceTiming Crypto CryptoKey SubtleCrypto Navigator Storage ' +
  'QuotaExceededError'
).split(' ');

/**
 * The globals of Node that Temporal's isolate lacks. A test compares this list with the real isolate.
 */
export const MISSING_GLOBALS: Readonly<Record<string, Entry>> = {
  process: {
    kind: 'process',
    instead: 'pass the value in the input of the workflow, or read it in an activity',
  },
  performance: { kind: 'clock', instead: 'use ctx.now()' },
  crypto: { kind: 'chance', instead: `use ctx.uuid() or ctx.random(); for keys and hashes, ${ACTIVITY}` },
  Buffer: BYTES,
  atob: BYTES,
  btoa: BYTES,
  Blob: STREAM,
  File: STREAM,
  structuredClone: COPY,
  setInterval: TIMER,
  clearInterval: { kind: 'timer', instead: TIMER.instead },
  setImmediate: TIMER,
  clearImmediate: { kind: 'timer', instead: TIMER.instead },
  fetch: NETWORK,
  WebSocket: NETWORK,
  EventSource: NETWORK,
  XMLHttpRequest: NETWORK,
  Headers: { ...STREAM, instead: 'use a plain object' },
  Request: STREAM,
  Response: STREAM,
  FormData: STREAM,
  URLPattern: { kind: 'global', instead: 'use URL and a regular expression' },
  BroadcastChannel: MESSAGE,
  MessageChannel: MESSAGE,
  MessagePort: MESSAGE,
  AbortSignal: { kind: 'global', instead: 'use ctx.withTimeout, or new AbortController().signal' },
  Event: EVENT,
  EventTarget: EVENT,
  CustomEvent: EVENT,
  MessageEvent: EVENT,
  DOMException: { kind: 'global', instead: 'throw an Error or an ApplicationError' },
  ReadableStream: STREAM,
  WritableStream: STREAM,
  TransformStream: STREAM,
  TextEncoderStream: STREAM,
  TextDecoderStream: STREAM,
  CompressionStream: STREAM,
  DecompressionStream: STREAM,
  PerformanceObserver: { kind: 'clock', instead: 'use ctx.now()' },
  navigator: { kind: 'process', instead: 'pass the value in the input of the workflow' },
  localStorage: STORE,
  sessionStorage: STORE,
  ...Object.fromEntries(OTHERS.map((name): [string, Entry] => [name, { kind: 'global', instead: ACTIVITY }])),
};

/** Patches that report watched workflow code that uses a missing global. Other code is not affected. */
export const MISSING_GLOBAL_PATCHES: readonly Patch[] = Object.entries(MISSING_GLOBALS).map(
  ([name, entry]) => {
    const use: Use = {
      ...entry,
      message: `${name} does not exist in a workflow on Temporal: ${entry.instead}.`,
      optional: true,
    };
    return {
      target: globalThis,
      key: name,
      replace: (original) => {
        const real = (): unknown =>
          original.get === undefined ? original.value : unwatched(() => original.get?.call(globalThis));
        let cached: { value: unknown; proxy: unknown } = { value: undefined, proxy: undefined };
        const get = (): unknown => {
          const watch = currentWatch();
          const value = real();
          if (watch === undefined) return value;
          if (isHidden(get, use, watch)) return undefined;
          if (cached.value !== value) cached = { value, proxy: withReports(name, value, use) };
          return cached.proxy;
        };
        return {
          enumerable: original.enumerable ?? false,
          get,
          set: (value: unknown) => {
            original = { ...original, get: undefined, set: undefined, value };
          },
        };
      },
    };
  },
);

/** Wraps a global so that each use is reported. `typeof` is not a use. */
function withReports(name: string, value: unknown, use: Use): unknown {
  if ((typeof value !== 'object' || value === null) && !isFunction(value)) return value;
  const isPlainFunction = isFunction(value) && /^[a-z]/.test(name);
  // A request that was sent in memory and is not sent on Temporal makes a difference, even if the results are the same.
  const call: Use = { ...use, optional: use.kind !== 'network' };
  const apply = (target: object, self: unknown, args: unknown[]): unknown => {
    reportUse(apply, call);
    return isFunction(target) ? unwatched(() => Reflect.apply(target, self, args)) : undefined;
  };
  const construct = (target: object, args: unknown[]): object => {
    reportUse(construct, call);
    return isFunction(target) ? unwatched((): object => Reflect.construct(target, args)) : {};
  };
  const get = (target: object, key: PropertyKey): unknown => {
    const own = Object.getOwnPropertyDescriptor(target, key);
    const member: unknown = unwatched(() => Reflect.get(target, key, target));
    if (isPlainFunction || (own?.configurable === false && own.writable === false)) return member;
    const watch = reportUse(get, use);
    if (!isFunction(member) || watch === undefined) return member;
    return new Proxy(member, {
      // Called on the real object, which may have private fields.
      apply: (method, _self, args) =>
        watch.reading(`${name}.${String(key)}`, () =>
          unwatched((): unknown => Reflect.apply(method, target, args)),
        ),
    });
  };
  return new Proxy(value, { apply, construct, get });
}
