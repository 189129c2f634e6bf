import { getEventListeners } from 'node:events';
import type { ActivityContext } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { expect, test } from 'vitest';
import { askService } from './ask.ts';
import { ACME } from './test-support/service.ts';

const answer: ModelResponse = {
  text: 'x',
  toolCalls: [],
  model: 'acme-1',
  usage: { inputTokens: 1, outputTokens: 1 },
};

function contextWith(signal: AbortSignal, logged: string[] = []): ActivityContext {
  const refuse = (): never => {
    throw new Error('not used here');
  };
  return {
    info: { activity: 'a', activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
    signal,
    settings: {},
    heartbeat: refuse,
    checkpoint: refuse,
    resource: refuse,
    log: (level, message) => void logged.push(`${level}: ${message}`),
    signalWorkflow: refuse,
    updateWorkflow: refuse,
    queryWorkflow: refuse,
  };
}

test('gives a request its own signal, leaves no listener on the activity, and aborts a failed request', async () => {
  const { signal } = new AbortController();
  const signals: AbortSignal[] = [];
  const ask = (outcome: () => ModelResponse) =>
    askService(ACME, contextWith(signal), async (asking) => {
      signals.push(asking.signal);
      expect(getEventListeners(signal, 'abort')).toHaveLength(1);
      return outcome();
    });
  await ask(() => answer);
  const failed = ask(() => {
    throw new Error('it makes no sense');
  });
  await expect(failed).rejects.toThrow('it makes no sense');
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('throws the reason of a cancellation even if the client returns a response', async () => {
  const controller = new AbortController();
  const reason = new Error('the user went home');
  const asked = askService(ACME, contextWith(controller.signal), async (asking) => {
    controller.abort(reason);
    expect(asking.signal.reason).toBe(reason);
    return answer;
  });
  await expect(asked).rejects.toBe(reason);
});

test('adds the request ID to the response and to later errors', async () => {
  const context = contextWith(new AbortController().signal);
  const ask = (outcome: () => ModelResponse) =>
    askService(ACME, context, async (asking) => {
      asking.requestId = 'req_1';
      return outcome();
    });
  expect(await ask(() => answer)).toEqual({ ...answer, requestId: 'req_1' });
  const failed = ask(() => {
    throw new Error('cut');
  });
  await expect(failed).rejects.toMatchObject({ code: 'MODEL_FAILED', requestId: 'req_1' });
});

test('logs a warning for a truncated response', async () => {
  const logged: string[] = [];
  const context = contextWith(new AbortController().signal, logged);
  await askService(ACME, context, async () => ({ ...answer, stopReason: 'max_tokens' }));
  expect(logged).toEqual([expect.stringMatching(/^warn: .*truncated/)]);
});
