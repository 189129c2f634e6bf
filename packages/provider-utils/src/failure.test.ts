import { expect, test } from 'vitest';
import { asModelError } from './failure.ts';
import type { Service } from './service.ts';

const service: Service = {
  provider: 'acme',
  model: 'acme-1',
  baseUrl: 'https://api.acme.example/v1?key=in-the-address-0123',
  secrets: ['a-key/with+signs', 'a-header-0123456789', 'short'],
  where: { key: 'ACME_API_KEY', address: 'acme.baseUrl', model: 'acme.defaultModel' },
};

/** An error as the clients of OpenAI and Anthropic throw it. */
const failure = (message: string, fields: object = {}): Error => Object.assign(new Error(message), fields);

test.each([
  ['overloaded_error', undefined],
  ['rate_limit_error', undefined],
  ['api_error', undefined],
  ['invalid_request_error', true],
  ['authentication_error', true],
  ['context_length_exceeded', true],
  ['insufficient_quota', true],
])('%s within an answer: final is %s', (code, nonRetryable) => {
  const error = asModelError(
    failure('So it is.', { code, error: { message: 'So it is.' } }),
    service,
    'req_1',
  );
  expect(error.message).toMatch(/^https:\/\/api\.acme\.example told of an error within the answer of acme-1/);
  expect(error.requestId).toBe('req_1');
  expect(error.nonRetryable).toBe(nonRetryable);
});

test.each([
  ['a key', 'a-key/with+signs'],
  ['a key as addresses write it', encodeURIComponent('a-key/with+signs')],
  ['a key as Basic authorisation writes it', Buffer.from('a-key/with+signs').toString('base64')],
  ['a header', 'a-header-0123456789'],
  ["what stands behind the address's question mark", 'in-the-address-0123'],
  ["another's key", 'sk-proj-0123456789'],
  ['a key with stars', 'sk-t****6789'],
])('%s is hidden, in what a service says and in what a connection fails with', (_, secret) => {
  for (const fields of [{ status: 401 }, { error: {} }, {}]) {
    const { message } = asModelError(failure(`It was ${secret}.`, fields), service);
    expect(message).not.toContain(secret);
    expect(message).toContain('[hidden]');
  }
});

test('a header so short that it is found by chance in any text hides nothing', () => {
  expect(asModelError(failure('In short.', { status: 500 }), service).message).toContain('In short.');
});

test('what a connection failed with is told by its innermost cause', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const error = asModelError(new Error('Connection error.', { cause }), service);
  expect(error.message).toMatch(/ECONNREFUSED/);
  expect(error.message).not.toMatch(/Connection error/);
  expect(error.nonRetryable).toBeUndefined();
});

test('a request too large, and an account that cannot pay, are explained whatever the service calls them', () => {
  const tooLarge = asModelError(failure('413 Too large', { status: 413 }), service);
  expect(tooLarge.message).toMatch(/useHistory: false/);
  const poor = asModelError(failure('Your credit balance is too low', { status: 400 }), service);
  expect(poor).toMatchObject({ nonRetryable: true, message: expect.stringMatching(/Add credit/) });
});
