import assert from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, createContext, runInContext } from 'node:vm';
import { CONSOLE_METHODS } from './isolate-console.ts';

/** The clock, random values and timers of code in a context. */
export interface IsolateClock {
  now(): number;
  random(): number;
  /** Starts a timer, and returns the function that stops it. */
  startTimer(ms: number, callback: () => void): () => void;
}

/** The file name of the bundle in stack traces. */
export const BUNDLE = 'workflow-bundle.js';

/** The isolate prints nothing in a replay. */
const CONSOLE: object = Object.fromEntries(CONSOLE_METHODS.map((method) => [method, () => {}]));

/** Replaces the timers of Temporal's SDK, which has replaced other globals already. */
const REPLACE_TIMERS = `(startTimer) => {
  const stops = [];
  globalThis.setTimeout = (callback, ms, ...args) => stops.push(startTimer(Math.max(1, ms), () => callback(...args)));
  globalThis.clearTimeout = (handle) => stops[handle - 1]?.();
}`;

/** Freezes the built-in objects, as Temporal's worker does: runs share them. It does not freeze prototypes. */
const FREEZE = `(shared) => {
  const seen = new Set(shared);
  const freeze = (value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    if (typeof value === 'object') {
      for (const { value: member } of Object.values(Object.getOwnPropertyDescriptors(value))) freeze(member);
    }
    Object.freeze(value);
  };
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(globalThis))) freeze(value);
}`;

/**
 * Loads a bundle in a context with the globals of Temporal's isolate. A test compares them with the real isolate.
 *
 * @param clock returns the clock of the code that is running
 * @param moduleCache receives the bundle's modules
 * @throws the errors of the code that runs while the bundle loads, which belong to the context
 */
export function loadInContext(code: string, clock: () => IsolateClock, moduleCache: object): Context {
  const globals = {
    AsyncLocalStorage,
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    AbortController,
    console: CONSOLE,
    assert,
    exports: {},
    __webpack_module_cache__: moduleCache,
    // The SDK's object for a run. Its replacements of Date and Math.random read the members.
    __TEMPORAL_ACTIVATOR__: {
      get now(): number {
        return clock().now();
      },
      currentRandom: () => clock().random(),
    },
  };
  const context = createContext(globals);
  // A module of the bundle wraps this function, for workers.
  const { emit } = process;
  try {
    runInContext(code, context, { filename: BUNDLE });
    runInContext(
      REPLACE_TIMERS,
      context,
    )((ms: number, callback: () => void) => clock().startTimer(ms, callback));
    runInContext('__TEMPORAL__.preloadModules()', context);
    // The objects of this process are not frozen, and the global object itself is the context.
    runInContext(FREEZE, context)([...Object.values(globals), runInContext('globalThis', context)]);
    runInContext('__TEMPORAL__.importWorkflows()', context);
  } finally {
    process.emit = emit;
  }
  return context;
}
