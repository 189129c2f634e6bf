import type { JsonValue } from '@mcp-agent/core';

/** What the rule says of a value: it arrives as this JSON, or it is refused at this path below its root. */
export type Rule =
  | { readonly json: JsonValue | undefined }
  | { readonly refusedAt: string; readonly code: 'VALUE_NOT_JSON' | 'VALUE_TOO_LARGE' };

/** A value that code can pass to an engine: the left column of the table. */
interface Value {
  create(): unknown;
  readonly rule: Rule;
  /** Where the value is passed: only by itself, or only within another value. Default: both. */
  readonly only?: 'itself' | 'within';
}

function accepted(create: () => unknown, json: JsonValue): Value {
  return { create, rule: { json } };
}

/** A value that is JSON already. */
function same(json: JsonValue): Value {
  return accepted(() => json, json);
}

/** @param refusedAt path of the place that is not JSON */
function refused(create: () => unknown, refusedAt = ''): Value {
  return { create, rule: { refusedAt, code: 'VALUE_NOT_JSON' } };
}

function deep(levels: number): JsonValue[] {
  let value: JsonValue[] = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
}

function cycle(): unknown {
  const value: Record<string, unknown> = { list: [1] };
  value['self'] = value;
  return value;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

class Money {
  readonly amount = 1;
}

const PROTO: JsonValue = JSON.parse('{ "__proto__": { "polluted": true }, "constructor": 1 }');
const KEYS: JsonValue = Object.fromEntries(
  Array.from({ length: 300 }, (_, index) => [`key ${index}`, index]),
);

const MAX_BYTES = 2_000_000;
const MAX_DEPTH = 500;

const ACCEPTED: Readonly<Record<string, Value>> = {
  null: same(null),
  true: same(true),
  zero: same(0),
  'negative zero': accepted(() => -0, 0),
  'largest safe integer': same(Number.MAX_SAFE_INTEGER),
  'largest number': same(Number.MAX_VALUE),
  'smallest number': same(Number.MIN_VALUE),
  'empty string': same(''),
  NUL: same('a \0 b'),
  emoji: same('🙂 ünïcödé \u2028'),
  'lone surrogate': same('a \ud800 b'),
  'text that looks like JSON': same('{"not":"parsed"}'),
  'empty object': same({}),
  'empty list': same([]),
  'own __proto__ key': same(PROTO),
  'empty key': same({ '': 1 }),
  'odd keys': same({ 'a.b': 1, '🙂': 2, '\0': 3, '\ud800': 4, '10': 5, '9': 6 }),
  'many keys': same(KEYS),
  'key without a value': accepted(() => ({ a: 1, b: undefined }), { a: 1 }),
  'key with a symbol': accepted(() => ({ a: 1, [Symbol('b')]: 2 }), { a: 1 }),
  'hidden key': accepted(() => Object.defineProperty({ a: 1 }, 'b', { value: 2 }), { a: 1 }),
  getter: accepted(
    () => ({
      get a() {
        return 1;
      },
    }),
    { a: 1 },
  ),
  'null prototype': accepted(() => Object.assign(Object.create(null), { a: 1 }), { a: 1 }),
  frozen: accepted(() => Object.freeze({ a: Object.freeze([1]) }), { a: [1] }),
  proxy: accepted(() => new Proxy({ a: 1 }, {}), { a: 1 }),
  'list with a key': accepted(() => Object.assign([1, 2], { key: 3 }), [1, 2]),
  'same object twice': accepted(() => {
    const one = { a: 1 };
    return [one, one];
  }, [{ a: 1 }, { a: 1 }]),
  '500 levels': { ...same(deep(MAX_DEPTH)), only: 'itself' },
  'almost 2 MB': { ...same('x'.repeat(MAX_BYTES - 100)), only: 'itself' },
};

const REFUSED: Readonly<Record<string, Value>> = {
  NaN: refused(() => Number.NaN),
  Infinity: refused(() => -Infinity),
  bigint: refused(() => 1n),
  symbol: refused(() => Symbol('odd')),
  function: refused(() => () => 1),
  class: refused(() => Money),
  'class instance': refused(() => new Money()),
  'subclass of a list': refused(() => ({ a: new (class extends Map {})() }), '.a'),
  Date: refused(() => new Date(0)),
  Map: refused(() => new Map([[1, 2]])),
  Set: refused(() => new Set([1])),
  RegExp: refused(() => /odd/),
  Error: refused(() => new Error('odd')),
  // An async function that returns one of these two does not return the value itself.
  Promise: { ...refused(() => Promise.resolve(1)), only: 'within' },
  'typed array': refused(() => new Uint8Array(2)),
  ArrayBuffer: refused(() => new ArrayBuffer(2)),
  'boxed number': refused(() => Object(1)),
  'boxed string': refused(() => Object('a')),
  cycle: refused(cycle, '.self'),
  'sparse list': refused(() => {
    const list = [1];
    list[3] = 4;
    return list;
  }, '[1]'),
  toJSON: refused(() => ({ a: 1, toJSON: () => 2 }), '.toJSON'),
  'odd key': refused(() => ({ 'a key': { 'b"c': [Number.NaN] } }), '["a key"]["b\\"c"][0]'),
  'getter that throws': refused(() => ({
    get a() {
      throw new Error('not for you');
    },
  })),
  'revoked proxy': { ...refused(revoked), only: 'within' },
  '501 levels': { ...refused(() => deep(MAX_DEPTH + 1), '[0]'.repeat(MAX_DEPTH)), only: 'itself' },
  'over 2 MB': {
    create: () => '€'.repeat(MAX_BYTES / 3 + 1),
    rule: { refusedAt: '', code: 'VALUE_TOO_LARGE' },
    only: 'itself',
  },
};

/** A value at one place: by itself, in a list, or under a key. */
export interface Cell {
  create(): unknown;
  readonly rule: Rule;
}

function within(rule: Rule, path: string, put: (json: JsonValue | undefined) => JsonValue): Rule {
  return 'json' in rule ? { json: put(rule.json) } : { ...rule, refusedAt: `${path}${rule.refusedAt}` };
}

function cellsOf(name: string, { create, rule, only }: Value): [string, Cell][] {
  const itself: [string, Cell] = [name, { create, rule }];
  if (only === 'itself') return [itself];
  return [
    ...(only === 'within' ? [] : [itself]),
    [
      `${name}, in a list`,
      { create: () => [[1, create()]], rule: within(rule, '[0][1]', (json = null) => [[1, json]]) },
    ],
    [
      `${name}, under a key`,
      { create: () => ({ key: create() }), rule: within(rule, '.key', (json = null) => ({ key: json })) },
    ],
  ];
}

/** Rule: `undefined` is null by itself, is refused in a list, and leaves out its key. */
const UNDEFINED: readonly [string, Cell][] = [
  ['undefined', { create: () => undefined, rule: { json: null } }],
  [
    'undefined, in a list',
    { create: () => [1, undefined], rule: { refusedAt: '[1]', code: 'VALUE_NOT_JSON' } },
  ],
  ['undefined, under a key', { create: () => ({ key: undefined }), rule: { json: {} } }],
];

/** Every value at every place, by name. */
const CELLS: ReadonlyMap<string, Cell> = new Map([
  ...[...Object.entries(ACCEPTED), ...Object.entries(REFUSED)].flatMap(([name, value]) =>
    cellsOf(name, value),
  ),
  ...UNDEFINED,
]);

function jsonOf({ rule }: Cell): JsonValue | undefined {
  return 'json' in rule ? rule.json : undefined;
}

/** Accepted values that are also passed by themselves: those that encodings treat in a special way. */
const BY_THEMSELVES: readonly string[] = [
  'undefined',
  'null',
  'zero',
  'negative zero',
  'empty string',
  'empty object',
  'empty list',
  'lone surrogate',
  '500 levels',
  'almost 2 MB',
];

/** Accepted values that are passed together in one object, because each message to a server takes its time. */
export const PACKED: readonly string[] = [...CELLS].flatMap(([name, cell]) =>
  'json' in cell.rule && !/levels|MB|^undefined$/.test(name) ? [name] : [],
);

/** Name of the cell that holds all packed values. */
export const TOGETHER = 'together';

const PACK: Cell = {
  create: () => Object.fromEntries(PACKED.map((name) => [name, cellOf(name).create()])),
  rule: { json: Object.fromEntries(PACKED.map((name) => [name, jsonOf(cellOf(name)) ?? null])) },
};
/** The cells that pass every accepted value through a door. */
export const ACCEPTED_CELLS: readonly string[] = [...BY_THEMSELVES, TOGETHER];
export const REFUSED_CELLS: readonly string[] = [...CELLS].flatMap(([name, { rule }]) =>
  'json' in rule ? [] : [name],
);
/** The refused values for doors at which each costs a message to a server. */
export const FEW_REFUSED_CELLS: readonly string[] = REFUSED_CELLS.filter((name) => !name.includes(','));

/** Returns a cell by its name. */
export function cellOf(name: string): Cell {
  const cell = name === TOGETHER ? PACK : CELLS.get(name);
  if (cell === undefined) throw new Error(`The value "${name}" is unknown.`);
  return cell;
}

/** Creates the value of a cell, with any type. */
export function valueOf<T>(name: string): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- callers without types pass any value
  return cellOf(name).create() as T;
}

const MAX_SHOWN = 200_000;

/** Returns a received value as text, which shows all differences, and is short for a large value. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, one: unknown) => {
    if (Object.is(one, -0)) return '(negative zero)';
    return one === undefined ? '(undefined)' : one;
  });
  return text.length <= MAX_SHOWN
    ? text
    : `${text.slice(0, 100)}…${text.slice(-100)} (${text.length} characters)`;
}
