import { describe, expect, it } from 'vitest';
import { completeUsage } from './estimate-usage.ts';
import type { ModelRequest, ModelResponse } from './request.ts';

const text = 'x'.repeat(400);
const request: ModelRequest = {
  messages: [
    { id: 'w0', role: 'system', content: text },
    { id: 'w1', role: 'user', content: [{ type: 'text', text }] },
  ],
  tools: [],
  params: {},
};
const response: ModelResponse = {
  text,
  toolCalls: [],
  model: 'm',
  usage: { inputTokens: 0, outputTokens: 0 },
};

describe('completeUsage', () => {
  it('returns what the service reported as it is', () => {
    const usage = { inputTokens: 7, outputTokens: 3 };
    expect(completeUsage(usage, request, response)).toBe(usage);
  });

  it.each([
    { inputTokens: 0, outputTokens: 0 },
    { inputTokens: Number.NaN, outputTokens: Number.NaN },
    { inputTokens: -1, outputTokens: -1 },
  ])('estimates both counts for %j', (usage) => {
    const complete = completeUsage(usage, request, response);
    expect(complete.inputTokens).toBeGreaterThanOrEqual(200);
    expect(complete).toMatchObject({ outputTokens: 100, estimated: true });
  });

  it('keeps a count that the service reported beside one that it did not', () => {
    const complete = completeUsage({ inputTokens: 0, outputTokens: 3 }, request, response);
    expect(complete).toMatchObject({ outputTokens: 3, estimated: true });
    expect(complete.inputTokens).toBeGreaterThan(0);
  });

  it('counts tools, tool calls and images, but not the length of their data', () => {
    const tool = { name: 'add', inputSchema: { type: 'object', description: text }, repeatable: false };
    const offered = { name: 'add', target: { kind: 'function', tool: 'add' }, tool } as const;
    const image = { type: 'image', data: 'A'.repeat(1_000_000), mimeType: 'image/png' } as const;
    const user = { id: 'w0', role: 'user', content: [image] } as const;
    const call = { id: '1', name: 'add', arguments: { text } };
    const complete = completeUsage(
      response.usage,
      { ...request, messages: [user], tools: [offered] },
      { ...response, text: '', toolCalls: [call] },
    );
    expect(complete.inputTokens).toBeGreaterThan(1_000);
    expect(complete.inputTokens).toBeLessThan(2_000);
    expect(complete.outputTokens).toBeGreaterThanOrEqual(100);
  });

  it('estimates no output for an empty answer', () => {
    expect(completeUsage({ inputTokens: 5, outputTokens: 0 }, request, { ...response, text: '' })).toEqual({
      inputTokens: 5,
      outputTokens: 0,
    });
  });
});
