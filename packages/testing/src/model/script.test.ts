import { OpenAI } from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { expect, test } from 'vitest';
import { startStandInModel, type StandInModel } from './stand-in.ts';
import type { StandInTurn } from './turn.ts';

function call(message: string) {
  return { name: 'echo', arguments: { message } };
}

/** Runs an agent loop whose tools return their own arguments. */
async function converse(model: StandInModel, question: string): Promise<{ calls: string[][]; text: string }> {
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  const messages: ChatCompletionMessageParam[] = [{ role: 'user', content: question }];
  const calls: string[][] = [];
  for (;;) {
    const { choices } = await client.chat.completions.create({ model: 'm', messages });
    const message = choices[0]?.message;
    if (message?.tool_calls === undefined) return { calls, text: message?.content ?? '' };
    messages.push(message);
    const made = message.tool_calls.filter((toolCall) => toolCall.type === 'function');
    calls.push(made.map((toolCall) => toolCall.function.arguments));
    for (const {
      id,
      function: { arguments: content },
    } of made) {
      messages.push({ role: 'tool', tool_call_id: id, content });
    }
  }
}

function statusOf(failure: unknown): unknown {
  return failure instanceof OpenAI.APIError ? failure.status : failure;
}

test('returns the turns in order: parallel calls, many answers, then text', async () => {
  const script: StandInTurn[] = [
    { toolCalls: [call('a'), call('b')] },
    ...Array.from({ length: 40 }, (_, turn) => ({ toolCalls: [call(String(turn))] })),
    { text: 'Done.' },
  ];
  await using model = await startStandInModel({ script });
  const { calls, text } = await converse(model, 'x');
  expect(calls[0]).toEqual(['{"message":"a"}', '{"message":"b"}']);
  expect(calls).toHaveLength(41);
  expect(calls.at(-1)).toEqual(['{"message":"39"}']);
  expect(text).toBe('Done.');
});

test('concurrent conversations each get every turn', async () => {
  const script = [{ toolCalls: [call('a')] }, { toolCalls: [call('b')] }, { text: 'Done.' }];
  await using model = await startStandInModel({ script });
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, index) => converse(model, `question ${index}`)),
  );
  for (const { calls, text } of all) {
    expect(calls).toEqual([['{"message":"a"}'], ['{"message":"b"}']]);
    expect(text).toBe('Done.');
  }
});

test('after the last turn, the stand-in generates the answer', async () => {
  await using model = await startStandInModel({ script: [{ toolCalls: [call('a')] }] });
  expect((await converse(model, 'x')).text).toBe('The tool echo returned: {"message":"a"}');
});

test('each error is returned once, before the next answer', async () => {
  const script = [
    { status: 429, retryAfterSeconds: 7, message: 'Slow down.', code: 'rate_limit_exceeded' },
    { status: 500 },
    { text: 'At last.' },
  ];
  await using model = await startStandInModel({ script });
  const limited: unknown = await converse(model, 'x').catch((failure: unknown) => failure);
  expect(limited).toMatchObject({ status: 429, code: 'rate_limit_exceeded', message: '429 Slow down.' });
  expect(limited instanceof OpenAI.APIError && limited.headers?.get('retry-after')).toBe('7');
  expect(statusOf(await converse(model, 'x').catch((failure: unknown) => failure))).toBe(500);
  expect((await converse(model, 'x')).text).toBe('At last.');
  expect(model.requests.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
});

test('a function returns a turn for the request, or leaves it to the stand-in', async () => {
  await using model = await startStandInModel({
    script: ({ messages }) => (messages[0]?.text === 'x' ? { text: 'By the script.' } : undefined),
  });
  expect((await converse(model, 'x')).text).toBe('By the script.');
  expect((await converse(model, 'y')).text).toMatch(/for this question: y/);
});

test('invalid JSON and a truncated answer are sent unchanged', async () => {
  await using model = await startStandInModel({
    script: [{ text: 'So', toolCalls: [{ name: 'echo', arguments: '{"mess' }], finishReason: 'length' }],
  });
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  const { choices } = await client.chat.completions.create({
    model: 'm',
    messages: [{ role: 'user', content: 'x' }],
  });
  expect(choices[0]).toMatchObject({
    finish_reason: 'length',
    message: { content: 'So', tool_calls: [{ function: { name: 'echo', arguments: '{"mess' } }] },
  });
});

test('close ends pending requests, and is idempotent', async () => {
  const asked = Promise.withResolvers<void>();
  const model = await startStandInModel({
    script: () => {
      asked.resolve();
      return new Promise(() => {});
    },
  });
  const waiting = converse(model, 'x').catch((failure: unknown) => failure);
  await asked.promise;
  await model.close();
  expect(await waiting).toBeInstanceOf(OpenAI.APIConnectionError);
  await model.close();
});
