import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { chunk, piece, streamed } from '../test-support/chat.ts';

type Pieces = readonly JsonObject[];

describe('P1.1: tool calls in a stream', () => {
  const A = ['a', { x: 1 }];
  const B = ['b', { y: 2 }];
  const CASES: readonly [how: string, pieces: Pieces, calls: JsonValue][] = [
    ['two calls with one index', [piece(0, '1', 'a', '{"x":1}'), piece(0, '2', 'b', '{"y":2}')], [A, B]],
    [
      'two calls without an index',
      [piece(undefined, '1', 'a', '{"x":1}'), piece(undefined, '2', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls without an index and an id',
      [piece(undefined, undefined, 'a', '{"x":1}'), piece(undefined, undefined, 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls with one index and no ids',
      [piece(0, undefined, 'a', '{"x":1}'), piece(0, '', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls of one tool with one id',
      [piece(0, '1', 'a', '{"x":1}'), piece(1, '1', 'b', '{"y":2}')],
      [A, B],
    ],
    [
      'two calls of one tool, without arguments',
      [piece(0, '1', 'a', ''), piece(0, '2', 'a', '')],
      [
        ['a', {}],
        ['a', {}],
      ],
    ],
    [
      'two calls whose pieces alternate',
      [
        piece(0, '1', 'a', '{"x"'),
        piece(1, '2', 'b', '{"y"'),
        piece(0, undefined, undefined, ':1}'),
        piece(1, undefined, undefined, ':2}'),
      ],
      [A, B],
    ],
    [
      'pieces without an index',
      [piece(undefined, '1', 'a', '{"x"'), piece(undefined, undefined, undefined, ':1}')],
      [A],
    ],
    [
      'pieces with the id and no index',
      [piece(undefined, '1', 'a', '{"x"'), piece(undefined, '1', undefined, ':1}')],
      [A],
    ],
    ['an id that changes', [piece(0, '1', 'a', '{"x"'), piece(0, '2', '', ':1}')], [A]],
    ['an id that comes late', [piece(0, undefined, 'a', '{"x"'), piece(0, '1', undefined, ':1}')], [A]],
    [
      'a name in pieces',
      [piece(0, '1', 'lo', ''), piece(0, undefined, 'ok', ''), piece(0, undefined, undefined, '{}')],
      [['look', {}]],
    ],
    ['a name that is repeated', [piece(0, '1', 'a', '{"x"'), piece(0, '1', 'a', ':1}')], [A]],
    ['a name that grows', [piece(0, '1', 'lo', ''), piece(0, '1', 'look', '{}')], [['look', {}]]],
    ['a whole call that is repeated', [piece(0, '1', 'a', '{"x":1}'), piece(0, '1', 'a', '{"x":1}')], [A]],
    ...[piece(0, undefined, 'a', '{"x":1}'), piece(0, undefined, undefined, '{"x":1}')].map(
      (repeated): [string, Pieces, JsonValue] => [
        'a call in pieces whose arguments the last piece repeats, without an id',
        [piece(0, '1', 'a', '{"x"'), piece(0, undefined, undefined, ':1}'), repeated],
        [A],
      ],
    ),
    [
      'a call that is repeated with other white space',
      [piece(0, '1', 'a', '{"x":1}'), piece(0, '1', 'a', '{ "x": 1 }')],
      [A],
    ],
    [
      'indexes as text',
      [
        { ...piece(undefined, '1', 'a', '{"x"'), index: '0' },
        { ...piece(undefined, '2', 'b', '{"y"'), index: '1' },
        { ...piece(undefined, undefined, undefined, ':1}'), index: '0' },
        { ...piece(undefined, undefined, undefined, ':2}'), index: '1' },
      ],
      [A, B],
    ],
    ['arguments as an object', [piece(0, '1', 'a', { x: 1 })], [A]],
    [
      'nulls',
      [
        { index: 0, id: null, type: null, function: { name: 'a', arguments: null } },
        piece(0, '1', undefined, '{"x":1}'),
      ],
      [A],
    ],
  ];

  test.each(CASES)('%s', async (_, pieces, calls) => {
    const events = pieces.map((one) => chunk({ tool_calls: [one] }));
    const { response } = await streamed([...events, chunk({}, 'tool_calls'), '[DONE]']);
    expect(response.toolCalls.map(({ name, arguments: args }) => [name, args])).toEqual(calls);
    const ids = response.toolCalls.map(({ id }) => id);
    expect(ids).not.toContain('');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the call of the older API, and pieces of null', async () => {
    const { response } = await streamed([
      chunk(null),
      chunk({ content: null, tool_calls: null }),
      chunk({ function_call: { name: 'a', arguments: '{"x"' } }),
      chunk({ function_call: { arguments: ':1}' } }, 'function_call'),
    ]);
    expect(response.toolCalls).toMatchObject([{ name: 'a', arguments: { x: 1 } }]);
  });
});
