import { expect, test } from 'vitest';
import { asModelError } from './failure.ts';
import { ResponseError } from './response-error.ts';
import { OTHER_ERRORS } from './test-support/errors.ts';
import { ACME } from './test-support/service.ts';
import { TOO_LONG } from './test-support/too-long.ts';

test.each(TOO_LONG)('recognises a conversation that is too long: %s', (_, status, body) => {
  const error = asModelError(new ResponseError({ ...(status !== undefined && { status }), body }), ACME);
  expect(error).toMatchObject({ reason: 'context_length', nonRetryable: true });
  expect(error.message).toMatch(/useHistory: false/);
});

test.each(OTHER_ERRORS)('does not take %s for it', (_, status, body) => {
  const error = asModelError(new ResponseError({ ...(status !== undefined && { status }), body }), ACME);
  expect(error.reason).toBeUndefined();
  expect(error.message).not.toMatch(/useHistory/);
});
