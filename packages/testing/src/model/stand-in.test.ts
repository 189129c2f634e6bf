import { OpenAI } from 'openai';
import type { ChatCompletionMessageParam, ChatCompletionTool } from 'openai/resources/chat/completions';
import { expect, test } from 'vitest';
import { startStandInModel, type StandInModel } from './stand-in.ts';

function tool(name: string, properties: Record<string, unknown>, required = Object.keys(properties)) {
  const parameters = { type: 'object', properties, required };
  return { type: 'function', function: { name, parameters } } satisfies ChatCompletionTool;
}

const FETCH = tool('fetch', { url: { type: 'string' }, max_length: { type: 'integer' } }, ['url']);
const ECHO = tool('echo', { message: { type: 'string' } });

async function ask(
  model: StandInModel,
  messages: ChatCompletionMessageParam[],
  tools: ChatCompletionTool[] = [],
) {
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  const request = { model: 'gpt-4o', messages, ...(tools.length > 0 && { tools }) };
  const completion = await client.chat.completions.create(request);
  const [choice] = completion.choices;
  if (choice === undefined) throw new Error('The response has no choice.');
  const calls = (choice.message.tool_calls ?? []).map((call) =>
    call.type === 'function' ? `${call.function.name} ${call.function.arguments}` : call.type,
  );
  return { text: choice.message.content, calls, message: choice.message, completion };
}

function user(content: string): ChatCompletionMessageParam {
  return { role: 'user', content };
}

/** Returns a conversation up to the result of a tool. */
async function afterTool(model: StandInModel, result: string): Promise<ChatCompletionMessageParam[]> {
  const question = user('What does http://127.0.0.1:4711/page say?');
  const { message } = await ask(model, [question], [FETCH]);
  const id = message.tool_calls?.[0]?.id ?? '';
  return [question, message, { role: 'tool', tool_call_id: id, content: result }];
}

test.each([
  ['the URL of the question', 'Summarise https://example.com/a?b=c, please.', 'https://example.com/a?b=c'],
  ['the option page if the question has no URL', 'What is MCP?', 'http://127.0.0.1:1/start'],
])('a tool with a URL parameter is called with %s', async (_, question, url) => {
  await using model = await startStandInModel({ page: 'http://127.0.0.1:1/start' });
  const { calls } = await ask(model, [user(question)], [ECHO, FETCH]);
  expect(calls).toEqual([`fetch ${JSON.stringify({ url })}`]);
});

test.each([
  ['a text', ECHO, 'Say hello', { message: 'Say hello' }],
  [
    'numbers',
    tool('add', { a: { type: 'number' }, b: { type: 'number' } }),
    'What is 2 and -3.5?',
    { a: 2, b: -3.5 },
  ],
  [
    'a path',
    tool('read', { path: { type: 'string' } }),
    'What is in src/notes.md?',
    { path: 'src/notes.md' },
  ],
  ['a choice', tool('pick', { unit: { type: 'string', enum: ['km', 'mi'] } }), 'How far?', { unit: 'km' }],
])('required arguments come from the question: %s', async (_, offered, question, expected) => {
  await using model = await startStandInModel();
  const { calls } = await ask(model, [user(question)], [offered]);
  expect(calls).toEqual([`${offered.function.name} ${JSON.stringify(expected)}`]);
});

test('a tool without arguments in the question is skipped, and a tool that the question names is preferred', async () => {
  await using model = await startStandInModel();
  const add = tool('add', { a: { type: 'number' }, b: { type: 'number' } });
  expect((await ask(model, [user('Say hello')], [FETCH, add, ECHO])).calls).toEqual([
    'echo {"message":"Say hello"}',
  ]);
  const other = tool('shout', { message: { type: 'string' } });
  expect((await ask(model, [user('shout hello')], [ECHO, other])).calls).toEqual([
    'shout {"message":"shout hello"}',
  ]);
});

test.each([
  ['Markdown', '# The Page\n\nFirst one. Second one, in v1.2. Third one.'],
  [
    "the official fetch server's form",
    'Contents of http://127.0.0.1:4711/page:\n# The Page\nFirst one. Second one, in v1.2. Third.',
  ],
  [
    'HTML',
    '<html><head><title>The Page</title></head><body><h1>The Page</h1><p>First one.</p><p>Second one, in v1.2.</p><p>Third.</p></body></html>',
  ],
  ['JSON', JSON.stringify({ title: 'The Page', text: 'First one. Second one, in v1.2. Third one.' })],
])('the answer summarizes a tool result in %s', async (_, result) => {
  await using model = await startStandInModel();
  const { text } = await ask(model, await afterTool(model, result), [FETCH]);
  expect(text).toBe('The tool fetch returned "The Page": First one. Second one, in v1.2.');
});

test('the answer depends on the tool result', async () => {
  await using model = await startStandInModel();
  const returned = 'Contents of http://127.0.0.1:4711/page:\nNothing but this.';
  const { text } = await ask(model, await afterTool(model, returned), [FETCH]);
  expect(text).toBe('The tool fetch returned: Nothing but this.');
});

test('the text does not contain ports, which differ between runs', async () => {
  await using model = await startStandInModel();
  const one = await ask(model, await afterTool(model, 'See http://127.0.0.1:4711/a for more.'), [FETCH]);
  const two = await ask(model, await afterTool(model, 'See http://127.0.0.1:5822/a for more.'), [FETCH]);
  expect(one.text).toBe(two.text);
  expect(one.text).not.toMatch(/4711/);
});

test('the answer reports a failed tool', async () => {
  await using model = await startStandInModel();
  const { text } = await ask(model, await afterTool(model, 'The tool failed: no such host'), [FETCH]);
  expect(text).toBe('The tool fetch failed: no such host');
});

test('a second question in a conversation calls the tool again', async () => {
  await using model = await startStandInModel();
  const first = await afterTool(model, 'Hi.');
  const { message } = await ask(model, first, [FETCH]);
  const { calls } = await ask(model, [...first, message, user('And http://127.0.0.1/b?')], [FETCH]);
  expect(calls).toEqual(['fetch {"url":"http://127.0.0.1/b"}']);
});

test('images after a tool result are not a new question', async () => {
  await using model = await startStandInModel();
  const shown = user('The images of the tool result:');
  const { text } = await ask(model, [...(await afterTool(model, 'A chart.')), shown], [FETCH]);
  expect(text).toBe('The tool fetch returned: A chart.');
});

test('without tools, the answer names the stand-in and the question', async () => {
  await using model = await startStandInModel();
  const { text } = await ask(model, [user('What is MCP?')]);
  expect(text).toBe('I am a stand-in for a model, with no tools for this question: What is MCP?');
});

test('usage counts the tokens of the messages', async () => {
  await using model = await startStandInModel();
  const short = await ask(model, [user('Hi')]);
  const long = await ask(model, [user('Hi'.repeat(401))]);
  const [few, many] = [short.completion.usage, long.completion.usage];
  expect(few?.completion_tokens).toBe(Math.ceil((short.text ?? '').length / 4));
  expect((many?.prompt_tokens ?? 0) - (few?.prompt_tokens ?? 0)).toBe(200);
  expect(few?.total_tokens).toBe((few?.prompt_tokens ?? 0) + (few?.completion_tokens ?? 0));
});

test('requests has the request unchanged', async () => {
  await using model = await startStandInModel();
  await ask(model, [{ role: 'system', content: 'Be brief.' }, user('Hi')], [ECHO]);
  expect(model.requests).toMatchObject([
    {
      model: 'gpt-4o',
      turn: 0,
      attempt: 1,
      messages: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'Hi' },
      ],
      tools: [{ name: 'echo', parameters: { required: ['message'] } }],
      body: { model: 'gpt-4o', messages: [{ role: 'system' }, { role: 'user' }] },
    },
  ]);
});

test('an answer can be streamed', async () => {
  await using model = await startStandInModel({ script: [{ text: 'a b c d e f g h i j k l m n o p' }] });
  const client = new OpenAI({ baseURL: model.baseUrl, apiKey: model.apiKey, maxRetries: 0 });
  const stream = await client.chat.completions.create({
    model: 'm',
    messages: [{ role: 'user', content: 'x' }],
    stream: true,
  });
  let text = '';
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
  expect(text).toBe('a b c d e f g h i j k l m n o p');
});
