import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../runtime/values/json.ts';
import { PartialAnswer } from './partial-answer.ts';
import { THINKING_TAGS } from './thinking-tags.ts';

function read(...parts: readonly string[]): JsonValue | undefined {
  const answer = new PartialAnswer();
  for (const part of parts) answer.push(part);
  return answer.value;
}

/** Whether a value can become another one. */
function begins(part: JsonValue, whole: JsonValue | undefined): boolean {
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (Array.isArray(part)) {
    return (
      Array.isArray(whole) && part.length <= whole.length && part.every((item, at) => begins(item, whole[at]))
    );
  }
  if (typeof part !== 'object' || part === null) return Object.is(part, whole);
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) return false;
  return Object.entries(part).every(
    ([key, value]) => value !== undefined && Object.hasOwn(whole, key) && begins(value, whole[key]),
  );
}

describe('PartialAnswer', () => {
  it.each<[string, JsonValue | undefined]>([
    ['', undefined],
    ['Here it', undefined],
    ['{', undefined],
    ['{}', {}],
    ['{"', {}],
    ['{"a"', {}],
    ['{"a":', {}],
    ['{"a": "', { a: '' }],
    ['{"a": "x', { a: 'x' }],
    [String.raw`{"a": "x\n`, { a: 'x\n' }],
    [String.raw`{"a": "x\u00`, { a: 'x' }],
    [String.raw`{"a": "x\ud83d`, { a: 'x' }],
    [String.raw`{"a": "x\ud83d\ude00`, { a: 'x😀' }],
    ['{"a": 12', {}],
    ['{"a": 12}', { a: 12 }],
    ['{"a": tru', {}],
    ['{"a": true', { a: true }],
    ['{"a": null,', { a: null }],
    ['{"a": [1, -2.5e3', { a: [1] }],
    ['{"a": [1, -2.5e3 ', { a: [1, -2500] }],
    ['{"a": {"b": [', { a: { b: [] } }],
    ['[{"a": 1}, {', [{ a: 1 }, {}]],
    ['{"a": 1} and {"b": 2}', { a: 1 }],
    ['```json\n{"a": 1', {}],
    ['The {name} and the [place] are: {"a": "x', { a: 'x' }],
    ['<think>{"a": "no"', undefined],
    ['<think>{"a": "no"}</think>{"a": "x', { a: 'x' }],
    ['{"a": "no"}\n</think>', undefined],
    ['{"a": "no"}\n</think>\n{"a": "x', { a: 'x' }],
    ['{"a": "x" oops "b": 1', { a: 'x' }],
  ])('reads %j', (text, value) => {
    expect(read(text)).toEqual(value);
    expect(read(...text.split(''))).toEqual(value);
  });

  const container = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null);
  const indent = fc.constantFrom(0, 2, '\t');

  it('has a value that agrees with the whole, at every point of any object or list', () => {
    fc.assert(
      fc.property(container, indent, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const whole: JsonValue = JSON.parse(text);
        const answer = new PartialAnswer();
        const values = text.split('').flatMap((character) => {
          const before = answer.value;
          const changed = answer.push(character);
          const after = answer.value;
          expect(changed ? after : before).toEqual(after);
          return after === undefined ? [] : [after];
        });
        expect(answer.value).toEqual(whole);
        expect(values.every((part, at) => begins(part, values[at + 1] ?? whole))).toBe(true);
      }),
    );
  });

  it('has the same value, however the text is divided', () => {
    const tags = THINKING_TAGS.flatMap(({ open, close }) => [open, close]);
    const noise = fc.constantFrom('', 'Here: ', '```json\n', '{name} [x] ', '[tr', '{ ', '[THI', ...tags);
    fc.assert(
      fc.property(container, noise, noise, fc.array(fc.nat(60)), (value, before, after, cuts) => {
        const text = `${before}${JSON.stringify(value)}${after}`;
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length];
        const places = at.toSorted((one, other) => one - other);
        const parts = places.map((from, index) => text.slice(from, places[index + 1] ?? from));
        expect(read(...parts)).toEqual(read(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('copies only what is not complete, and leaves earlier values unchanged', () => {
    const answer = new PartialAnswer();
    answer.push('{"list": [{"a": 1}, {"b": "x');
    const before = answer.value;
    answer.push('y"}, {');
    expect(before).toEqual({ list: [{ a: 1 }, { b: 'x' }] });
    expect(answer.value).toEqual({ list: [{ a: 1 }, { b: 'xy' }, {}] });
    const first = (value: JsonValue | undefined): unknown =>
      Object.entries(value ?? {}).flatMap(([, list]) => list)[0];
    expect(first(answer.value)).toBe(first(before));
  });
});
