import * as classes from '@mcp-agent/core/errors';
import type { JsonObject } from '@mcp-agent/core';
import type { Arrived } from '../outcome.ts';

/** A value that code can throw, and how it arrives at any receiver: the left column of the table. */
export interface Kind {
  create(): unknown;
  readonly arrives: Arrived;
}

const { ApplicationError, CancelledError, McpAgentError } = classes;

/** Fields that every class of this project carries. */
const FIELDS: JsonObject = { place: 'a field', list: [1, { nested: null }], empty: '' };

type OwnClass = (new (message: string, fields: never) => InstanceType<typeof McpAgentError>) & {
  readonly code: string;
  readonly nonRetryable: boolean;
};

function isOwnClass(value: unknown): value is OwnClass {
  return typeof value === 'function' && value.prototype instanceof McpAgentError;
}

const OWN: readonly OwnClass[] = Object.values<unknown>(classes).filter(isOwnClass);

/** Rule: an error of this project keeps its class, its message, its fields and its cause. */
function own(Own: OwnClass, cause?: Kind): Kind {
  const message = `${Own.code} says: it failed.`;
  return {
    create: () => Reflect.construct(Own, [message, { ...FIELDS, cause: cause?.create() }]),
    arrives: {
      code: Own.code,
      message,
      fields: {
        ...FIELDS,
        ...((Own.nonRetryable || Own.code === CancelledError.code) && { nonRetryable: true }),
        ...(Own.code === ApplicationError.code && { type: 'ApplicationError' }),
      },
      ...(cause !== undefined && { cause: cause.arrives }),
    },
  };
}

/** Rule: any other value arrives as an `ApplicationError` whose `type` is the name of its class or type. */
function other(create: () => unknown, type: string, message: string, cause?: Arrived): Kind {
  return { create, arrives: { code: 'APPLICATION', message, fields: { type }, ...(cause && { cause }) } };
}

class OutOfPaper extends Error {
  readonly tray = 3;
}

class NamedError extends Error {
  override readonly name = 'A name of its own';
}

function withName(name: string): Kind {
  return other(() => Object.assign(new Error('named'), { name }), name, 'named');
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Rule: an error arrives with at most eight causes. */
const MAX_CAUSES = 8;

function chain(length: number): Kind {
  const link = (number: number): Error =>
    new Error(`link ${number}`, number < length ? { cause: link(number + 1) } : {});
  const arrives = (number: number): Arrived => ({
    code: 'APPLICATION',
    message: `link ${number}`,
    fields: { type: 'Error' },
    ...(number < Math.min(length, MAX_CAUSES + 1) && { cause: arrives(number + 1) }),
  });
  return { create: () => link(1), arrives: arrives(1) };
}

const LONG = 'x'.repeat(40_000);

const PLAIN = other(() => new Error('plain'), 'Error', 'plain');

const OTHERS: Readonly<Record<string, Kind>> = {
  Error: PLAIN,
  TypeError: other(() => new TypeError('wrong type'), 'TypeError', 'wrong type'),
  'subclass with a field': other(() => new OutOfPaper('no paper'), 'OutOfPaper', 'no paper'),
  'subclass with a name': other(() => new NamedError('named'), 'A name of its own', 'named'),
  'no message': other(() => new RangeError(), 'RangeError', ''),
  'extra fields': other(
    () => Object.assign(new Error('extra'), { code: 'ENOENT', errno: -2 }),
    'Error',
    'extra',
  ),
  cause: other(
    () => new Error('outer', { cause: new RangeError('inner') }),
    'Error',
    'outer',
    other(() => undefined, 'RangeError', 'inner').arrives,
  ),
  'cause that is a string': other(
    () => new Error('outer', { cause: 'only a text' }),
    'Error',
    'outer',
    other(() => undefined, 'string', 'only a text').arrives,
  ),
  '5 links': chain(5),
  '12 links': chain(12),
  AggregateError: other(
    () => new AggregateError([new Error('plain'), new Error('second')], 'several'),
    'AggregateError',
    'several',
    PLAIN.arrives,
  ),
  'AggregateError without errors': other(() => new AggregateError([], 'none'), 'AggregateError', 'none'),
  frozen: other(() => Object.freeze(new Error('frozen')), 'Error', 'frozen'),
  'lone surrogate': other(() => new Error('a \ud800 b'), 'Error', 'a \ufffd b'),
  NUL: other(() => new Error('a \0 b'), 'Error', 'a \0 b'),
  'emoji and lines': other(() => new Error('🙂\nsecond'), 'Error', '🙂\nsecond'),
  huge: other(() => new Error(LONG), 'Error', LONG),
  'named ContinueAsNew': withName('ContinueAsNew'),
  'named CancelledFailure': withName('CancelledFailure'),
  'named ApplicationFailure': withName('ApplicationFailure'),
  'named DeterminismViolationError': withName('DeterminismViolationError'),
  'named AbortError': withName('AbortError'),
  'like ContinueAsNew': other(
    () => ({ status: 'continued_as_new', input: 1 }),
    'object',
    '{"status":"continued_as_new","input":1}',
  ),
  'like an error': other(() => ({ message: 'like', code: 'X' }), 'object', '{"message":"like","code":"X"}'),
  string: other(() => 'only a text', 'string', 'only a text'),
  'empty string': other(() => '', 'string', ''),
  number: other(() => 7, 'number', '7'),
  bigint: other(() => 7n, 'bigint', '7'),
  null: other(() => null, 'null', 'null'),
  undefined: other(() => undefined, 'undefined', 'undefined'),
  symbol: other(() => Symbol('odd'), 'symbol', 'Symbol(odd)'),
  array: other(() => [1, 'two'], 'object', '[1,"two"]'),
  'revoked proxy': other(revoked, 'object', '(object that cannot be written as text)'),
  details: {
    create: () => new ApplicationError('not enough', { type: 'Funds', details: { missing: [5] } }),
    arrives: {
      code: 'APPLICATION',
      message: 'not enough',
      fields: { type: 'Funds', details: { missing: [5] } },
    },
  },
  final: {
    create: () => new ApplicationError('it is over', { type: 'Over', nonRetryable: true }),
    arrives: { code: 'APPLICATION', message: 'it is over', fields: { type: 'Over', nonRetryable: true } },
  },
  'own class with a plain cause': own(classes.NotInstalledError, PLAIN),
};

const CODES = OWN.toSorted((left, right) => (left.code < right.code ? -1 : 1));

/** Every kind of error, by name: each class of this project, and other thrown values. */
export const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...Object.entries(OTHERS),
  ...CODES.map((Own): [string, Kind] => [Own.code, own(Own)]),
]);

/** Classes that an engine throws itself, and must not take for its own when user code throws them. */
const THROWN_BY_ENGINES: readonly string[] = [
  'ACTIVITY_FAILED',
  'CANCELLED',
  'CHILD_WORKFLOW_FAILED',
  'MESSAGE_FAILED',
  'TERMINATED',
  'TIMED_OUT',
  'UPDATE_REJECTED',
  'VALUE_NOT_JSON',
  'WORKFLOW_ALREADY_EXISTS',
  'WORKFLOW_FAILED',
  'WORKFLOW_NOT_FOUND',
];

function chainOfClasses([first, ...rest]: readonly OwnClass[]): Kind {
  return first === undefined ? PLAIN : own(first, chainOfClasses(rest));
}

const OTHER_CLASSES = CODES.filter(({ code }) => !THROWN_BY_ENGINES.includes(code));

/**
 * {@link KINDS} for doors that need a run for each kind. The classes that no engine throws itself share a few errors: each
 * is the cause of the one before.
 */
export const FEW_KINDS: ReadonlyMap<string, Kind> = new Map([
  ...Object.entries(OTHERS),
  ...CODES.filter(({ code }) => THROWN_BY_ENGINES.includes(code)).map((Own): [string, Kind] => [
    `${Own.code} with a cause`,
    own(Own, PLAIN),
  ]),
  ...OTHER_CLASSES.flatMap((Own, index): [string, Kind][] =>
    index % MAX_CAUSES === 0
      ? [[`chain from ${Own.code}`, chainOfClasses(OTHER_CLASSES.slice(index, index + MAX_CAUSES))]]
      : [],
  ),
]);

/** Throws the value of a kind. */
export function throwKind(name: string): never {
  const kind = KINDS.get(name) ?? FEW_KINDS.get(name);
  if (kind === undefined) throw new Error(`The kind of error "${name}" is unknown.`);
  throw kind.create();
}
