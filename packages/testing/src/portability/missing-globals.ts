import { NODE_GLOBALS, nodeGlobalMessage } from '@mcp-agent/core/engine';
import { isFunction, type Patch } from './patches.ts';
import { currentWatch, isHidden, reportUse, unwatched, type Use } from './code-watch.ts';

type Entry = Omit<Use, 'message'>;

const TIMER: Entry = { kind: 'timer', unrepeatable: true };
const NETWORK: Entry = { kind: 'network', unrepeatable: true };
const STORE: Entry = { kind: 'disk', unrepeatable: true };

/** What the use of a global of Node shows. Others have the kind `global`. */
const KINDS: Readonly<Record<string, Entry>> = {
  process: { kind: 'process' },
  navigator: { kind: 'process' },
  performance: { kind: 'clock' },
  PerformanceObserver: { kind: 'clock' },
  crypto: { kind: 'chance' },
  setInterval: TIMER,
  clearInterval: { kind: 'timer' },
  setImmediate: TIMER,
  clearImmediate: { kind: 'timer' },
  fetch: NETWORK,
  WebSocket: NETWORK,
  EventSource: NETWORK,
  XMLHttpRequest: NETWORK,
  BroadcastChannel: NETWORK,
  MessageChannel: NETWORK,
  MessagePort: NETWORK,
  localStorage: STORE,
  sessionStorage: STORE,
};

/** Patches that report watched workflow code that uses a missing global. Other code is not affected. */
export const MISSING_GLOBAL_PATCHES: readonly Patch[] = Object.keys(NODE_GLOBALS).map((name) => {
  const use: Use = {
    ...(KINDS[name] ?? { kind: 'global' }),
    message: nodeGlobalMessage(name),
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
});

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
