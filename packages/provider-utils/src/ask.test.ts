import { getEventListeners } from 'node:events';
import type { ActivityContext } from '@mcp-agent/core';
import type { ModelResponse } from '@mcp-agent/core/provider';
import { expect, test } from 'vitest';
import { askService } from './ask.ts';
import type { Service } from './service.ts';

const service: Service = {
  provider: 'acme',
  model: 'acme-1',
  baseUrl: 'https://api.acme.example',
  secrets: ['a-key-0123456789'],
  where: { key: 'ACME_API_KEY', address: 'acme.baseUrl', model: 'acme.defaultModel' },
};

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

test('a request has a signal of its own, which leaves nothing on the activity, and ends what failed', async () => {
  const { signal } = new AbortController();
  const signals: AbortSignal[] = [];
  const ask = (outcome: () => ModelResponse) =>
    askService(service, contextWith(signal), async (asking) => {
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

test('who cancels is heard with the reason, also where a client makes an answer of it', async () => {
  const controller = new AbortController();
  const reason = new Error('the user went home');
  const asked = askService(service, contextWith(controller.signal), async (asking) => {
    controller.abort(reason);
    expect(asking.signal.reason).toBe(reason);
    return answer;
  });
  await expect(asked).rejects.toBe(reason);
});

test("the request's id is on the answer, and on what fails after it is known", async () => {
  const context = contextWith(new AbortController().signal);
  const ask = (outcome: () => ModelResponse) =>
    askService(service, context, async (asking) => {
      asking.requestId = 'req_1';
      return outcome();
    });
  expect(await ask(() => answer)).toEqual({ ...answer, requestId: 'req_1' });
  const failed = ask(() => {
    throw new Error('cut');
  });
  await expect(failed).rejects.toMatchObject({ code: 'MODEL_FAILED', requestId: 'req_1' });
});

test('an answer that is cut off is warned of', async () => {
  const logged: string[] = [];
  const context = contextWith(new AbortController().signal, logged);
  await askService(service, context, async () => ({ ...answer, stopReason: 'max_tokens' }));
  expect(logged).toEqual([expect.stringMatching(/^warn: .*cut off/)]);
});
