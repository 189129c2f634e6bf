import { isLocalTime, LOCAL_TIME } from './locale.ts';
import { isFunction, type Patch, wrapValue } from './patches.ts';
import { currentWatch, reportUse, unwatched, type Use } from './code-watch.ts';

// Globals that Temporal's isolate replaces. A replacement that works in a replay is a warning, because engines without an
// isolate do not have it. One that does not, or that throws, is a problem.

const NOW: Use = {
  kind: 'clock',
  message: 'The clock is deterministic only on Temporal, which replaces it: use ctx.now().',
  replaced: true,
};
const RANDOM: Use = {
  kind: 'chance',
  message: 'Math.random() is deterministic only on Temporal, which replaces it: use ctx.random().',
  replaced: true,
};
const TIMEOUT: Use = {
  kind: 'timer',
  message:
    'setTimeout is a durable timer only on Temporal, and in memory it is not cancelled with the workflow: use ctx.sleep.',
  replaced: true,
};
const HANDLE: Use = {
  kind: 'timer',
  message: 'setTimeout returns a number on Temporal, without ref, unref and refresh: use ctx.sleep.',
  optional: true,
};
const DATE_TEXT: Use = {
  kind: 'clock',
  message:
    'Date() without new returns a string in memory and a Date on Temporal: use new Date(ctx.now()).toString().',
  optional: true,
};
const REAL_CLOCK: Use = {
  kind: 'clock',
  message:
    'Formatting without a date reads the real clock, also on Temporal, so that a replay gets another time: ' +
    'pass new Date(ctx.now()).',
};
const TEMPORAL_NOW: Use = {
  kind: 'clock',
  message:
    'Temporal.Now reads the real clock, also on Temporal, so that a replay gets another time: ' +
    'use Temporal.Instant.fromEpochMilliseconds(ctx.now()).',
};
const COLLECTOR: Use = {
  kind: 'global',
  message:
    'WeakRef and FinalizationRegistry throw in a workflow on Temporal: keep a reference, or use a WeakMap.',
  optional: true,
};

const RealDate = globalThis.Date;

const date: Patch = {
  target: globalThis,
  key: 'Date',
  replace: (original) => ({
    ...original,
    value: new Proxy(globalThis.Date, {
      apply: function apply(target, self, args): unknown {
        const watch = reportUse(apply, DATE_TEXT);
        const read = (): unknown => Reflect.apply(target, self, args);
        return watch === undefined ? read() : watch.reading('Date()', read);
      },
      construct: function construct(target, args, newTarget): object {
        const realTarget = newTarget === globalThis.Date ? target : newTarget;
        const watch = args.length > 0 ? undefined : reportUse(construct, NOW);
        if (isLocalTime(args)) reportUse(construct, LOCAL_TIME);
        return Reflect.construct(target, watch === undefined ? args : [watch.now()], realTarget);
      },
    }),
  }),
};

const now: Patch = wrapValue(RealDate, 'now', (real) => {
  const read = function (this: unknown): unknown {
    return reportUse(read, NOW)?.now() ?? real.call(this);
  };
  return read;
});

const random: Patch = wrapValue(Math, 'random', (real) => {
  const read = function (this: unknown): unknown {
    const watch = reportUse(read, RANDOM);
    return watch === undefined ? real.call(this) : watch.reading('Math.random', () => real.call(this));
  };
  return read;
});

const stops = new WeakMap<object, () => void>();

const setTimer: Patch = wrapValue(globalThis, 'setTimeout', (real) => {
  const set = function (this: unknown, callback: unknown, ms: unknown, ...args: unknown[]): unknown {
    const watch = isFunction(callback) ? reportUse(set, TIMEOUT) : undefined;
    if (watch === undefined || !isFunction(callback)) return real.call(this, callback, ms, ...args);
    const stop = watch.startTimer(Math.max(1, Number(ms) || 1), () => callback(...args));
    const touch = function (): object {
      reportUse(touch, HANDLE);
      return handle;
    };
    const handle = { ref: touch, unref: touch, hasRef: touch, refresh: touch, close: stop };
    stops.set(handle, stop);
    return handle;
  };
  return set;
});

const clearTimer: Patch = wrapValue(globalThis, 'clearTimeout', (real) => {
  return function (this: unknown, handle: unknown): unknown {
    const stop = typeof handle === 'object' && handle !== null ? stops.get(handle) : undefined;
    return stop === undefined ? real.call(this, handle) : stop();
  };
});

/** Reads the real clock if it is called without a date. */
const formatParts: Patch = wrapValue(Intl.DateTimeFormat.prototype, 'formatToParts', (real) => {
  const format = function (this: unknown, ...args: unknown[]): unknown {
    if (args[0] === undefined) reportUse(format, REAL_CLOCK);
    return real.apply(this, args);
  };
  return format;
});

const format: Patch = {
  target: Intl.DateTimeFormat.prototype,
  key: 'format',
  replace: (original) => ({
    ...original,
    get: function get(this: unknown): unknown {
      const bound: unknown = original.get?.call(this);
      if (!isFunction(bound) || currentWatch() === undefined) return bound;
      const formatDate = function (this: unknown, ...args: unknown[]): unknown {
        if (args[0] === undefined) reportUse(formatDate, REAL_CLOCK);
        return bound.apply(this, args);
      };
      return formatDate;
    },
  }),
};

/** Older versions of Node and of TypeScript do not have `Temporal`. */
function temporalNow(): Patch[] {
  const temporal: unknown = Reflect.get(globalThis, 'Temporal');
  const clock: unknown =
    typeof temporal === 'object' && temporal !== null ? Reflect.get(temporal, 'Now') : undefined;
  if (typeof clock !== 'object' || clock === null) return [];
  return Object.getOwnPropertyNames(clock).map((name) =>
    wrapValue(clock, name, (real) => {
      const read = function (this: unknown, ...args: unknown[]): unknown {
        reportUse(read, TEMPORAL_NOW);
        return real.apply(this, args);
      };
      return read;
    }),
  );
}

const collectors: readonly Patch[] = ['WeakRef', 'FinalizationRegistry'].map((name) =>
  wrapValue(
    globalThis,
    name,
    (real) =>
      new Proxy(real, {
        construct: function construct(target, args, newTarget): object {
          reportUse(construct, COLLECTOR);
          return unwatched((): object => Reflect.construct(target, args, newTarget));
        },
      }),
  ),
);

/** Patches of the globals that differ between Node and Temporal's isolate. */
export const REPLACED_GLOBAL_PATCHES: readonly Patch[] = [
  date,
  now,
  random,
  setTimer,
  clearTimer,
  format,
  formatParts,
  ...temporalNow(),
  ...collectors,
];
