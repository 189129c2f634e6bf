import { describe, expect, it } from 'vitest';
import { assistantMessage } from './assistant-message.ts';
import type { AssistantMessage } from './messages.ts';
import { TEST_CONTEXT } from './test-support/context.ts';
import { offerTools } from './tools.ts';

function messageFor(
  calls: readonly { readonly id?: string; readonly name: string }[],
  tools: readonly string[] = ['get_weather', 'get_time'],
): Promise<AssistantMessage> {
  const described = tools.map((name) => ({ name, inputSchema: { type: 'object' }, repeatable: false }));
  const toolCalls = calls.map(({ id = 'c', name }) => ({ id, name, arguments: {} }));
  const response = { text: '', toolCalls, model: 'm', usage: { inputTokens: 1, outputTokens: 1 } };
  const offered = { callable: offerTools({ servers: new Map([['weather', described]]) }), search: () => [] };
  return assistantMessage(response, 'test', offered, TEST_CONTEXT);
}

describe('a tool name that the model made up', () => {
  it.each([
    ['functions.get_weather', 'functions_get_weather', 'Did you mean "get_weather"?'],
    ['default_api:get_time', 'default_api_get_time', 'Did you mean "get_time"?'],
    ['get weather', 'get_weather', 'Did you mean "get_weather"?'],
    ['', '_', 'no tool named "". Your tools'],
    ['größe', 'gr__e', 'no tool named "größe". Your tools'],
  ])('%j is sent back as %j', async (originalName, name, hint) => {
    const [call] = (await messageFor([{ name: originalName }])).toolCalls;
    expect(call).toMatchObject({ name, originalName, repeatable: false });
    expect(call?.target).toBeUndefined();
    expect(call?.unknownTool).toContain(hint);
    expect(call?.unknownTool).toContain('Your tools: get_weather, get_time.');
  });

  it('is kept if services accept it', async () => {
    const [call] = (await messageFor([{ name: 'getWeather' }])).toolCalls;
    expect(call?.name).toBe('getWeather');
    expect(call).not.toHaveProperty('originalName');
  });

  it('is answered with a list of a bounded length', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `tool_${index}`);
    const [call] = (await messageFor([{ name: 'x'.repeat(10_000) }], many)).toolCalls;
    expect(call?.unknownTool).toContain('and 480 more');
    expect(call?.unknownTool?.length).toBeLessThan(2_000);
    expect(call?.name).toHaveLength(64);
    expect(call?.originalName?.length).toBeLessThan(300);
  });

  it('is answered without a list if there are no tools', async () => {
    const [call] = (await messageFor([{ name: 'fly' }], [])).toolCalls;
    expect(call?.unknownTool).toContain('You have no tools');
  });
});

it('gives each tool call of an answer an id of its own', async () => {
  const names = ['a', 'b', 'c', 'd'].map((name) => ({ name }));
  const ids = ['', 'same', 'same', 'own'];
  const calls = names.map(({ name }, index) => ({ name, id: ids[index] ?? '' }));
  const made = (await messageFor(calls)).toolCalls.map(({ id }) => id);
  expect(new Set(made).size).toBe(4);
  expect([made[1], made[3]]).toEqual(['same', 'own']);
  expect(made.every((id) => /^[\w-]+$/.test(id))).toBe(true);
});
