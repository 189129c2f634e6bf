import { isFunction, type Patch, wrapValue } from './patches.ts';
import { currentWatch, noteUse, unwatched, type Use } from './watch.ts';

// What Temporal's isolate has in a form of its own. Where that form replays it works, and is a warning: an
// engine that has no isolate cannot replace it. Where Temporal forgot it, or forbids it, it is a problem.

const NOW: Use = {
  kind: 'clock',
  message: 'The time of day replays on Temporal alone, which replaces it: use ctx.now().',
  replaced: true,
};
const RANDOM: Use = {
  kind: 'chance',
  message: 'Math.random() replays on Temporal alone, which replaces it: use ctx.random().',
  replaced: true,
};
const TIMEOUT: Use = {
  kind: 'timer',
  message:
    'setTimeout is a durable timer on Temporal alone, and nothing cancels it with the workflow in memory: use ctx.sleep.',
  replaced: true,
};
const HANDLE: Use = {
  kind: 'timer',
  message: 'setTimeout gives a number on Temporal, which has no ref, unref or refresh: use ctx.sleep.',
};
const DATE_TEXT: Use = {
  kind: 'clock',
  message: 'Date() without new gives a text here and a Date on Temporal: use new Date(ctx.now()).toString().',
};
const REAL_CLOCK: Use = {
  kind: 'clock',
  message:
    'This reads the real clock on Temporal too, which does not replace it, so that a replay reads another time: ' +
    'pass it new Date(ctx.now()).',
};
const TEMPORAL_NOW: Use = {
  kind: 'clock',
  message:
    'Temporal.Now reads the real clock in a workflow, where nothing replaces it, so that a replay reads another ' +
    'time: use Temporal.Instant.fromEpochMilliseconds(ctx.now()).',
};
const COLLECTOR: Use = {
  kind: 'global',
  message:
    'WeakRef and FinalizationRegistry throw in a workflow on Temporal: hold the object, or use a WeakMap.',
};

const RealDate = globalThis.Date;

const date: Patch = {
  target: globalThis,
  key: 'Date',
  replace: (original) => ({
    ...original,
    value: new Proxy(globalThis.Date, {
      apply: function apply(target, self, args): unknown {
        const watch = noteUse(apply, DATE_TEXT);
        const read = (): unknown => Reflect.apply(target, self, args);
        return watch === undefined ? read() : watch.reading('Date()', read);
      },
      construct: function construct(target, args, newTarget): object {
        const made = newTarget === globalThis.Date ? target : newTarget;
        const watch = args.length > 0 ? undefined : noteUse(construct, NOW);
        return Reflect.construct(target, watch === undefined ? args : [watch.now()], made);
      },
    }),
  }),
};

const now: Patch = wrapValue(RealDate, 'now', (real) => {
  const read = function (this: unknown): unknown {
    return noteUse(read, NOW)?.now() ?? real.call(this);
  };
  return read;
});

const random: Patch = wrapValue(Math, 'random', (real) => {
  const read = function (this: unknown): unknown {
    const watch = noteUse(read, RANDOM);
    return watch === undefined ? real.call(this) : watch.reading('Math.random', () => real.call(this));
  };
  return read;
});

const stops = new WeakMap<object, () => void>();

const setTimer: Patch = wrapValue(globalThis, 'setTimeout', (real) => {
  const set = function (this: unknown, callback: unknown, ms: unknown, ...args: unknown[]): unknown {
    const watch = isFunction(callback) ? noteUse(set, TIMEOUT) : undefined;
    if (watch === undefined || !isFunction(callback)) return real.call(this, callback, ms, ...args);
    const stop = watch.startTimer(Math.max(1, Number(ms) || 1), () => callback(...args));
    const touch = function (): object {
      noteUse(touch, HANDLE);
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

/** Dates are formatted by way of a getter, or with no date at all: then the real clock is read. */
const formatParts: Patch = wrapValue(Intl.DateTimeFormat.prototype, 'formatToParts', (real) => {
  const format = function (this: unknown, ...args: unknown[]): unknown {
    if (args[0] === undefined) noteUse(format, REAL_CLOCK);
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
        if (args[0] === undefined) noteUse(formatDate, REAL_CLOCK);
        return bound.apply(this, args);
      };
      return formatDate;
    },
  }),
};

/** `Temporal` is not there on each Node, and not known to each TypeScript. */
function temporalNow(): Patch[] {
  const temporal: unknown = Reflect.get(globalThis, 'Temporal');
  const clock: unknown =
    typeof temporal === 'object' && temporal !== null ? Reflect.get(temporal, 'Now') : undefined;
  if (typeof clock !== 'object' || clock === null) return [];
  return Object.getOwnPropertyNames(clock).map((name) =>
    wrapValue(clock, name, (real) => {
      const read = function (this: unknown, ...args: unknown[]): unknown {
        noteUse(read, TEMPORAL_NOW);
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
          noteUse(construct, COLLECTOR);
          return unwatched((): object => Reflect.construct(target, args, newTarget));
        },
      }),
  ),
);

/** What Temporal's isolate has too, but not as Node has it. */
export const REPLACED_PATCHES: readonly Patch[] = [
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
