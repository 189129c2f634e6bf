import { Agent, defineActivity, type JsonValue, MCPApp, type ToolMessage } from '@mcp-agent/core';
import { CALL_TOOL, type ToolCallRequest } from '@mcp-agent/core/host';
import { startStandInModel, type StandInOptions } from '@mcp-agent/testing/model';
import { expect, test } from 'vitest';
import { OpenAIAugmentedLLM } from './index.ts';
import { runWorkflow } from './test-support/engine.ts';

/** Repeats what it is told, as the server `echo` of these tests. */
defineActivity<ToolCallRequest, ToolMessage>({
  name: CALL_TOOL,
  run: (call, { info }) => ({
    id: info.activityId,
    role: 'tool',
    toolCallId: call.toolCallId,
    content: [{ type: 'text', text: `You said ${JSON.stringify(call.arguments['message'])}.` }],
    isError: false,
  }),
});

const app = new MCPApp({ name: 'test' });

const ask = app.workflow('ask', async (_ctx, input: { question: string; turns: number }) => {
  await using agent = new Agent({ name: 'asker', instruction: 'Be brief.', serverNames: ['echo'] });
  const llm = await agent.attachLLM(OpenAIAugmentedLLM);
  return llm.generateStr(input.question, { maxIterations: input.turns });
});

async function answerTo(question: string, options: StandInOptions = {}, turns: number = 10) {
  await using model = await startStandInModel(options);
  const settings = { openai: { apiKey: model.apiKey, baseUrl: model.baseUrl } };
  const echo = {
    name: 'echo',
    inputSchema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
    repeatable: true,
  };
  const input: JsonValue = { question, turns };
  const answer = await runWorkflow(ask.name, input, { settings, tools: { echo: [echo] } });
  return { answer, requests: [...model.requests] };
}

test('an agent calls a tool and answers with its result', async () => {
  const { answer, requests } = await answerTo('What is the word?');
  expect(answer).toBe('The tool echo returned: You said "What is the word?".');
  expect(requests.map(({ messages }) => messages.map(({ role }) => role))).toEqual([
    ['system', 'user'],
    ['system', 'user', 'assistant', 'tool'],
  ]);
});

test('a model corrects invalid arguments, and the tool is called once', async () => {
  const { answer, requests } = await answerTo('x', {
    script: [
      { toolCalls: [{ name: 'echo', arguments: '{"message": "hel' }] },
      { toolCalls: [{ name: 'echo', arguments: { message: 'hello' } }] },
    ],
  });
  expect(requests[1]?.messages.at(-1)).toMatchObject({
    role: 'tool',
    text: expect.stringMatching(/^The tool failed: It was not called, because .*not valid JSON.*"hel/),
  });
  expect(requests[2]?.messages.at(-1)?.text).toBe('You said "hello".');
  expect(answer).toContain('You said "hello".');
});

test('sends forty consecutive tool calls and their results in order', async () => {
  const script = Array.from({ length: 40 }, (_, turn) => ({
    toolCalls: [{ name: 'echo', arguments: { message: `turn ${turn}` } }],
  }));
  const { requests } = await answerTo('x', { script }, 41);
  expect(requests).toHaveLength(41);
  expect(
    requests
      .at(-1)
      ?.messages.filter(({ role }) => role === 'tool')
      .map(({ text }) => text),
  ).toEqual(script.map((_, turn) => `You said "turn ${turn}".`));
});
