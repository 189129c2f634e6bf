import { describe, expect, test } from 'vitest';
import { placeOf, runPath, workflowPath } from './place.ts';

const NAMES = [
  'plain',
  '',
  '.',
  '..',
  '~',
  '~..',
  ' ',
  'a/b',
  '//',
  '#?&=+;,:@',
  '%',
  '%2F',
  '%E0%A4%A',
  '\\',
  '\n\t',
  '\u202eوكيل',
  '👩‍👩‍👧‍👦',
  'a'.repeat(2_000),
];

describe('any name and any ID survives a URL', () => {
  test.each(NAMES)('%j', (name) => {
    expect(placeOf(asBrowser(workflowPath(name)))).toEqual({ kind: 'workflow', name });
    expect(placeOf(asBrowser(runPath(['asyncio', name], `${name}-1`)))).toEqual({
      kind: 'run',
      engines: [...new Set(['asyncio', name])],
      id: `${name}-1`,
    });
    expect(placeOf(asBrowser(runPath(['asyncio'], name)))).toEqual({
      kind: 'run',
      engines: ['asyncio'],
      id: name,
    });
  });
});

test('a lone surrogate does not throw', () => {
  expect(placeOf(workflowPath('\ud800'))).toEqual({ kind: 'workflow', name: '\ufffd' });
});

test.each([
  '//',
  '/workflows',
  '/workflows//',
  '/workflows/%',
  '/workflows/%E0%A4%A',
  '/workflows/a/b',
  '/runs/a',
  '/runs//a',
  '/runs/a//',
  '/runs/a//b',
  '/runs/a+/b',
  '/runs/a/b/c',
  '/other',
])('%s is not a place', (path) => {
  expect(placeOf(path)).toEqual({ kind: 'unknown' });
});

/** Returns the path as a browser writes it. */
function asBrowser(path: string): string {
  return new URL(path, 'http://127.0.0.1').pathname;
}
