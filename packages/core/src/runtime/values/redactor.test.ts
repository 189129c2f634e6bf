import { expect, test } from 'vitest';
import { redactor } from './redactor.ts';

test.each([
  ['a value', 'secret-one'],
  ['a URL-encoded value', encodeURIComponent('with/slash+plus')],
  ['the token of an authorization header', 'token-123456'],
  ['a value that contains another one', 'secret-one-and-more'],
])('hides %s', (_, secret) => {
  const values = ['secret-one', 'with/slash+plus', 'Bearer token-123456', 'secret-one-and-more', undefined];
  expect(redactor(values).redact(`It was ${secret}.`)).toBe('It was [hidden].');
});

test('hides secrets that are added later', () => {
  const { redact, hide } = redactor([]);
  hide('refreshed-token');
  expect(redact('refreshed-token expired')).toBe('[hidden] expired');
});

test('hides neither short values nor the name of an authorization scheme', () => {
  const { redact } = redactor(['true', 'Bearer token-123456']);
  expect(redact('true: send a Bearer token')).toBe('true: send a Bearer token');
});
