import { expect, test } from 'vitest';
import { eventsOf } from './stream.ts';
import {
  answerToMessage,
  ask,
  calls,
  modelErrorOf,
  responseOf,
  result,
  startStandIn,
  text,
  user,
} from './test-support/ask.ts';

test.each(['application/json', 'text/event-stream'])('reads a whole message of the type %s', async (type) => {
  const message = { type: 'message', model: 'stand-in-1', content: [text('Yes.')], stop_reason: 'end_turn' };
  await using service = await startStandIn((res) =>
    res.writeHead(200, { 'content-type': type }).end(JSON.stringify(message, undefined, 2)),
  );
  expect(responseOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } })).text).toBe('Yes.');
});

test.each([
  ['a text', 'Yes.', 'Yes.'],
  ['null, after the results of tools', null, ''],
])('reads a whole message whose content is %s', async (_, content, words) => {
  const message = { type: 'message', model: 'stand-in-1', content, stop_reason: 'end_turn' };
  const messages = [user('a'), calls(['c1']), result('c1', 'x')];
  expect(responseOf(await answerToMessage(message, { messages })).text).toBe(words);
});

test.each([
  [
    'a JSON error in place of a stream',
    'application/json',
    '{"type":"error","error":{"type":"authentication_error","message":"Bad key."}}',
    /Bad key\./,
    true,
  ],
  ['an error of a gateway', 'application/json', '{"detail":"No upstream."}', /No upstream\./, false],
  [
    'a page in place of a stream',
    'text/html',
    '<!doctype html><title>Sign in</title>',
    /Sign in\.\n.*anthropic\.baseUrl/,
    true,
  ],
  [
    'an answer of another protocol',
    'text/event-stream',
    'data: {"choices":[{"delta":{"content":"x"}}]}\n\n',
    /Messages API/,
    false,
  ],
  [
    'a text as an error event',
    'text/event-stream',
    'event: error\ndata: No upstream.\n\n',
    /No upstream\./,
    false,
  ],
  [
    'an error without a type',
    'text/event-stream',
    'data: {"error":{"message":"No such model.","code":"model_not_found"}}\n\n',
    /No such model\./,
    true,
  ],
  [
    'an error of the type of a stream',
    'text/event-stream',
    '{"error":{"message":"Bad key.","type":"authentication_error"}}',
    /Bad key\./,
    true,
  ],
  ['an empty body', 'text/event-stream', '', /Messages API/, false],
])('%s is an error with the words of the service', async (_, type, body, words, isFinal) => {
  await using service = await startStandIn((res) => res.writeHead(200, { 'content-type': type }).end(body));
  const error = modelErrorOf(await ask({ anthropic: { apiKey: 'k', baseUrl: service.origin } }));
  expect(error.message).toMatch(words);
  expect(error.nonRetryable ?? false).toBe(isFinal);
});

test('the events of a whole message are those of its stream', () => {
  expect(
    eventsOf({ content: [text('x')], stop_reason: 'end_turn' }).map((event) =>
      Reflect.get(Object(event), 'type'),
    ),
  ).toEqual(['message_start', 'content_block_start', 'message_delta', 'message_stop']);
});
