import { expect, test } from 'vitest';
import { asModelError } from './failure.ts';
import type { Service } from './service.ts';

const BASIC = `Basic ${Buffer.from('someone:their-password-0123').toString('base64')}`;

const service: Service = {
  provider: 'acme',
  model: 'acme-1',
  baseUrl: 'https://api.acme.example/v1?key=in-the-address-0123',
  secrets: ['a-key/with+signs', 'a-header-0123456789', BASIC, 'short'],
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
])('%s within a response: permanent is %s', (code, nonRetryable) => {
  const error = asModelError(failure('So it is.', { code, error: { message: 'So it is.' } }), service, {
    requestId: 'req_1',
  });
  expect(error.message).toMatch(
    /^Model "acme-1" at https:\/\/api\.acme\.example failed during the response: /,
  );
  expect(error.requestId).toBe('req_1');
  expect(error.nonRetryable).toBe(nonRetryable);
});

test.each([
  ['a key', 'a-key/with+signs'],
  ['a URL-encoded key', encodeURIComponent('a-key/with+signs')],
  ['a key in Basic authentication', Buffer.from('a-key/with+signs').toString('base64')],
  ['a header', 'a-header-0123456789'],
  ['the query of the URL', 'in-the-address-0123'],
  ['a key of another service', 'sk-proj-0123456789'],
  ['a key with stars', 'sk-t****6789'],
  ['a key with dots', 'sk-te...6789'],
  ['a password of Basic authentication', 'their-password-0123'],
  ['the credentials of a proxy', 'dXNlcjpwYXNzMTIz'],
])('hides %s in errors of a service and of a connection', (_, secret) => {
  for (const fields of [{ status: 401 }, { error: {} }, {}]) {
    const { message } = asModelError(failure(`It was Basic ${secret}.`, fields), service);
    expect(message).not.toContain(secret);
    expect(message).toContain('[hidden]');
  }
});

test.each([
  ['a rejected key', { status: 401 }, 'The service rejected the API key. Check ACME_API_KEY.'],
  ['no access', { status: 403 }, 'The API key has no access'],
  ['an unknown model', { status: 404, code: 'model_not_found' }, 'Set a model'],
  ['a wrong path', { status: 404 }, 'The service has nothing at this URL'],
  ['no credit', { status: 429, code: 'insufficient_quota' }, 'The account has no credit left'],
  ['a long wait', { status: 429, headers: new Headers({ 'retry-after': '86400' }) }, 'The service accepts'],
  ['no connection', {}, 'Check that the service is running'],
])('%s: what to do is on the second line', (_, fields, advice) => {
  const [words, next] = asModelError(failure('So it is', fields), service).message.split('\n');
  expect(words).toMatch(/: So it is\.$/);
  expect(next?.startsWith(advice), next).toBe(true);
});

test('does not hide words about authentication', () => {
  const words = 'Bearer authentication is required.';
  expect(asModelError(failure(words, { status: 401 }), service).message).toContain(words);
});

test('does not hide a short header value', () => {
  expect(asModelError(failure('In short.', { status: 500 }), service).message).toContain('In short.');
});

test('reports the innermost cause of a connection failure', () => {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  const error = asModelError(new Error('Connection error.', { cause }), service);
  expect(error.message).toMatch(/ECONNREFUSED/);
  expect(error.message).not.toMatch(/Connection error/);
  expect(error.nonRetryable).toBeUndefined();
});

test('explains a request that is too large and an account without credit, under any name', () => {
  const tooLarge = asModelError(failure('413 Too large', { status: 413 }), service);
  expect(tooLarge.message).toMatch(/useHistory: false/);
  const poor = asModelError(failure('Your credit balance is too low', { status: 400 }), service);
  expect(poor).toMatchObject({ nonRetryable: true, message: expect.stringMatching(/Add credit/) });
});
