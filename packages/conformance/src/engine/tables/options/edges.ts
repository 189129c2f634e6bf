/** Values at the edges of every kind of option: the upper row of the table. */
const EDGES: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  zero: () => 0,
  one: () => 1,
  half: () => 0.5,
  negative: () => -1,
  'large integer': () => 2 ** 40,
  huge: () => 1e300,
  NaN: () => Number.NaN,
  Infinity: () => Infinity,
  'negative infinity': () => -Infinity,
  bigint: () => 1n,
  true: () => true,
  false: () => false,
  symbol: () => Symbol('odd'),
  function: () => () => 1,
  'empty text': () => '',
  'a word': () => 'word',
  'a number as text': () => '5',
  'a second as text': () => '1s',
  'no seconds as text': () => '0s',
  'a negative duration as text': () => '-1s',
  'a lone surrogate': () => 'a \ud800 b',
  NUL: () => 'a \0 b',
  '1,001 bytes': () => 'x'.repeat(1_001),
  '1,000 bytes': () => 'x'.repeat(1_000),
  'an empty object': () => ({}),
  'a second as fields': () => ({ seconds: 1 }),
  'no seconds as fields': () => ({ seconds: 0 }),
  'a second as text in fields': () => ({ seconds: '1' }),
  'unknown fields': () => ({ fortnights: 1 }),
  'an empty list': () => [],
  'a list of words': () => ['word'],
  'a list of the empty text': () => [''],
  'a list of numbers': () => [5],
  Date: () => new Date(1_000),
};

/** All edge values, by name. */
export const EDGE_NAMES: readonly string[] = Object.keys(EDGES);

/** Creates an edge value, with any type, as code without types passes it. */
export function edgeOf<T>(edge: string): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return EDGES[edge]?.() as T;
}

const DURATIONS: readonly string[] = [
  'one',
  'half',
  'large integer',
  'a second as text',
  'a second as fields',
];
const NAMES: readonly string[] = [
  'a word',
  'a number as text',
  'a second as text',
  'no seconds as text',
  'a negative duration as text',
  '1,000 bytes',
];
const OBJECTS: readonly string[] = [
  'an empty object',
  'a second as fields',
  'no seconds as fields',
  'a second as text in fields',
  'unknown fields',
];
const ZERO: readonly string[] = ['zero', 'no seconds as text', 'no seconds as fields'];

/** A kind of option. */
export type Domain =
  /** A duration above zero, of at most 100 years. */
  | 'timeout'
  /** Like a timeout, or zero. */
  | 'duration'
  /** 1 to 1,000 bytes of well-formed Unicode without NUL. */
  | 'name'
  /** A whole number from 1. */
  | 'count'
  /** A count that fits 32 bits, or infinity. */
  | 'attempts'
  /** A finite number from 1. */
  | 'factor'
  | 'names'
  /** One of a few texts. */
  | 'choice'
  /** An object with named properties. */
  | 'options'
  /** An object that is JSON. */
  | 'memo'
  | 'items'
  | 'function';

/** The edge values that each kind of option accepts. It refuses all others. */
const ACCEPTED: Readonly<Record<Domain, readonly string[]>> = {
  timeout: DURATIONS,
  duration: [...DURATIONS, ...ZERO],
  name: NAMES,
  count: ['one', 'large integer', 'huge'],
  attempts: ['one', 'Infinity'],
  factor: ['one', 'large integer', 'huge'],
  names: ['an empty list', 'a list of words'],
  choice: [],
  options: [...OBJECTS, 'Date'],
  memo: OBJECTS,
  items: ['an empty list', 'a list of words', 'a list of the empty text', 'a list of numbers'],
  function: ['function'],
};

/** Whether an option of a kind accepts an edge value. `undefined` omits an optional one. */
export function accepts(domain: Domain, edge: string, optional: boolean): boolean {
  return edge === 'undefined' ? optional : ACCEPTED[domain].includes(edge);
}
