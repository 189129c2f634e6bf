import { expect, test } from 'vitest';
import { asModelError } from './failure.ts';
import { ResponseError } from './response-error.ts';
import { ACME } from './test-support/service.ts';

test.each([
  ['OpenAI', { error: { message: 'No.', type: 'x', param: null, code: null } }],
  ['Anthropic', { type: 'error', error: { type: 'api_error', message: 'No.' }, request_id: 'r' }],
  ['text', 'No.'],
  ['JSON as text', '{"error":{"message":"No."}}'],
  ['error as text', { error: 'No.' }],
  ['error and message', { error: { message: 'No.' }, message: 'No.' }],
  ['message', { object: 'error', message: 'No.', code: 500 }],
  ['message as an object', { message: { detail: 'No.' } }],
  ['detail', { detail: 'No.' }],
  ['OAuth', { error: 'invalid_request', error_description: 'No.' }],
  ['AWS', { Message: 'No.' }],
  ['msg', { success: false, msg: 'No.' }],
  ['Baidu', { error_code: 110, error_msg: 'No.' }],
  ['MiniMax', { choices: null, base_resp: { status_code: 1008, status_msg: 'No.' } }],
  ['errors', { errors: [{ message: 'No.' }] }],
  ['a list', [{ error: { code: 500, message: 'No.', status: 'INTERNAL' } }]],
  ['a page', '<!doctype html><html><head><title>No.</title></head><body>Long words</body></html>'],
  ['a page without a title', '<html><style>a{}</style><body><h1>No.</h1></body></html>'],
])('shows the words of a service once: %s', (_, body) => {
  const { message } = asModelError(new ResponseError({ status: 500, body }), ACME);
  expect(message).toBe('Model "acme-1" at https://api.acme.example failed with HTTP status 500: No.');
});

test.each([
  [
    {
      detail: [
        { loc: ['body', 'messages', 0], msg: 'field required', type: 'missing' },
        { loc: ['body', 'n'], msg: 'too big' },
      ],
    },
    'body.messages.0: field required; body.n: too big',
  ],
  [
    { error: { message: 'Provider returned error', metadata: { raw: '{"message":"No such tool."}' } } },
    'Provider returned error: No such tool.',
  ],
  [{ reason: 7 }, '{"reason":7}'],
  ['', 'The response is empty.'],
  [null, 'null'],
])('shows %j as words', (body, words) => {
  expect(asModelError(new ResponseError({ status: 500, body }), ACME).message).toContain(`500: ${words}`);
});

test.each([
  [{ error: { code: 400, message: 'x' } }, true],
  [{ error: { code: 502, message: 'x' } }, undefined],
  [{ error: { code: 429, message: 'x' } }, undefined],
  [{ error: { code: '401', message: 'x' } }, true],
  [[{ error: { message: 'x', status: 'INVALID_ARGUMENT' } }], true],
  [{ error: { message: 'x', status: 'UNAVAILABLE' } }, undefined],
  [{ error: { message: 'x', type: 'overloaded_error' } }, undefined],
  [{ error: { message: 'x', type: 'invalid_request_error' } }, true],
  [{ error: { message: 'x', code: 'insufficient_quota' } }, true],
  [{ detail: 'x' }, undefined],
])('%j within a response: permanent is %s', (body, nonRetryable) => {
  expect(asModelError(new ResponseError({ body }), ACME).nonRetryable).toBe(nonRetryable);
});

test('finds the error of a service in the error of a client, and its request ID', () => {
  const headers = new Headers({ 'request-id': 'req_9' });
  const cause = new ResponseError({ status: 400, body: { error: 'No.' }, headers });
  const error = asModelError(new Error('Connection error.', { cause }), ACME);
  expect(error).toMatchObject({ status: 400, requestId: 'req_9', nonRetryable: true });
  expect(error.message).toContain('400 (request req_9): No.');
});
