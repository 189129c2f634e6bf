import type { JsonValue } from '@mcp-agent/core';
import { describe, expect, test } from 'vitest';
import { askOnce, askStreamed, modelErrorOf } from '../test-support/ask.ts';
import { chunk, settingsFor, streamed } from '../test-support/chat.ts';
import { sendJson } from '../test-support/json.ts';
import { startWireServer } from '../test-support/wire-server.ts';

describe('P1.4 and P1.8: broken answers', () => {
  const half = chunk({ content: 'Half an ans' });
  const CASES: readonly [how: string, events: readonly JsonValue[], words: RegExp, final: boolean][] = [
    [
      'cut, with reasons that are empty',
      [chunk({ content: 'Half' }, ''), chunk({ content: ' an' }, '')],
      /ended before/,
      false,
    ],
    ['cut, without a reason', [half], /ended before/, false],
    ['nothing at all', ['[DONE]'], /ended before/, false],
    ['the reason error', [half, chunk({}, 'error')], /ended the response with an error/, false],
    [
      'the reason error, with the words of the service',
      [
        half,
        {
          ...chunk({}),
          choices: [
            {
              index: 0,
              delta: {},
              finish_reason: 'error',
              error: { code: 502, message: 'The model is down.' },
            },
          ],
        },
      ],
      /The model is down/,
      false,
    ],
    [
      'the reason error of DeepSeek',
      [half, chunk({}, 'insufficient_system_resource')],
      /ended the response with an error/,
      false,
    ],
    [
      'an error as the first event',
      [{ error: { message: 'Overloaded.', code: 'server_error' } }],
      /Overloaded/,
      false,
    ],
    [
      'a permanent error as the first event',
      [{ error: { message: 'No such model.', code: 'model_not_found' } }],
      /No such model/,
      true,
    ],
    ['an error in the middle', [half, { error: { message: 'It broke.', code: 502 } }], /It broke/, false],
    [
      'a permanent error in the middle',
      [half, { error: { message: 'No credit.', code: 402 } }],
      /No credit/,
      true,
    ],
    ['a content filter', [half, chunk({}, 'content_filter')], /content filter/, true],
    ['a content filter of Gemini', [half, chunk({}, 'content_filter: RECITATION')], /content filter/, true],
    [
      'an error that is the event',
      [half, { object: 'error', message: 'Too many images.', type: 'BadRequestError', code: 400 }, '[DONE]'],
      /Too many images/,
      true,
    ],
    ['the error of a gateway as an event', [{ detail: 'No upstream.' }], /No upstream/, false],
  ];

  test.each(CASES)('%s', async (_, events, words, final) => {
    const error = await modelErrorOf(streamed(events));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  });

  test.each([
    [
      'a JSON error',
      'application/json',
      '{"error":{"message":"The key is wrong.","code":"invalid_api_key"}}',
      /The key is wrong/,
      true,
    ],
    ['a page', 'text/html', '<!doctype html><title>Log in</title>', /Log in\.\n.*openai\.baseUrl/, true],
    ['a text', 'text/plain', 'upstream connect error', /upstream connect error/, false],
    [
      'a JSON error of the type of a stream',
      'text/event-stream',
      '{"error":{"message":"The key is wrong.","code":"invalid_api_key"}}',
      /The key is wrong/,
      true,
    ],
    [
      'a page of the type of a stream',
      'text/event-stream',
      '<!doctype html><title>Log in</title>',
      /Log in\.\n.*openai\.baseUrl/,
      true,
    ],
  ])('%s in place of a stream, with status 200', async (_, type, body, words, final) => {
    await using server = await startWireServer((res) =>
      res.writeHead(200, { 'content-type': type }).end(body),
    );
    const error = await modelErrorOf(askStreamed(settingsFor(server.baseUrl)));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  });

  test.each(['application/json', 'text/event-stream'])(
    'a whole answer in place of a stream, of the type %s, is an answer',
    async (type) => {
      const answer = { choices: [{ message: { content: 'Hi.' }, finish_reason: 'stop' }] };
      await using server = await startWireServer((res) =>
        res.writeHead(200, { 'content-type': type }).end(JSON.stringify(answer, undefined, 2)),
      );
      const { response, events } = await askStreamed(settingsFor(server.baseUrl));
      expect(response.text).toBe('Hi.');
      expect(events).toEqual([{ type: 'text', delta: 'Hi.' }]);
    },
  );

  test.each([
    [{ error: { message: 'It broke.', code: 500 } }, /It broke/, false],
    [{ error: { message: 'No.', type: 'invalid_request_error' }, choices: [] }, /No\./, true],
    [{ error: 'All is lost.' }, /All is lost/, false],
    [
      {
        choices: [
          { finish_reason: 'error', message: { content: 'Half' }, error: { message: 'Down.', code: 502 } },
        ],
      },
      /Down/,
      false,
    ],
    [{ choices: [{ finish_reason: 'error', message: { content: 'Half' } }] }, /with an error/, false],
    [{ choices: null }, /no message/, false],
    [{ detail: 'The model loads.' }, /The model loads/, false],
    [{ object: 'error', message: 'Too many images.', code: 400 }, /Too many images/, true],
    [
      { choices: null, base_resp: { status_code: 1008, status_msg: 'insufficient balance' } },
      /insufficient balance\.\n.*no credit/,
      true,
    ],
    [{ error_code: 110, error_msg: 'The token is invalid.' }, /The token is invalid/, false],
    [[], /not a JSON object/, true],
  ])('whole: %j', async (body, words, final) => {
    await using server = await startWireServer((res) => sendJson(res, body));
    const error = await modelErrorOf(askOnce(settingsFor(server.baseUrl)));
    expect(error.message).toMatch(words);
    expect(error.nonRetryable ?? false).toBe(final);
  });
});
