import { defineActivity, type LogLevel, type Settings } from '@mcp-agent/core';
import { type ActivityAttempt, ActivityHost, fromJson, toJson } from '@mcp-agent/core/engine';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { openAIProvider } from '../provider.ts';

/** The provider's function by itself, without the conversation and the tools that core adds. */
export const ASK = 'test.ask';
let listener: ((event: ModelEvent) => void) | undefined;
defineActivity<ModelRequest, ModelResponse>({
  name: ASK,
  run: (request, context) => openAIProvider.complete(request, context, listener),
});

/** A host as an engine makes it, with nothing but settings. */
export function hostFor(settings: Settings): ActivityHost {
  return new ActivityHost({
    settings,
  });
}

/** One attempt of an activity, as an engine asks for it. */
export function attemptOf(
  activity: string,
  input: unknown,
  options: { signal?: AbortSignal; log?: (level: LogLevel, message: string) => void } = {},
): ActivityAttempt {
  return {
    info: { activity, activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
    input: toJson(input, 'input'),
    signal: options.signal ?? new AbortController().signal,
    heartbeat: () => {},
    checkpoint: async () => {},
    caller: {
      query: () => Promise.reject(new Error('nothing is asked of the workflow')),
      signal: () => Promise.reject(new Error('nothing is asked of the workflow')),
      update: () => Promise.reject(new Error('nothing is asked of the workflow')),
    },
    log: (level, message) => options.log?.(level, message),
  };
}

/** A question of one user's message. */
export function question(text: string, params: ModelRequest['params'] = {}): ModelRequest {
  return { messages: [{ id: 'u', role: 'user', content: [{ type: 'text', text }] }], tools: [], params };
}

/** Asks once, with a host of its own. */
export async function askOnce(
  settings: Settings,
  request: ModelRequest = question('hello'),
  options: Parameters<typeof attemptOf>[2] = {},
): Promise<ModelResponse> {
  const host = hostFor(settings);
  try {
    return fromJson<ModelResponse>(await host.run(attemptOf(ASK, request, options)));
  } finally {
    await host.close();
  }
}

/** Asks once, streamed, and returns the events too. */
export async function askStreamed(
  settings: Settings,
  request: ModelRequest = question('hello'),
): Promise<{ readonly response: ModelResponse; readonly events: readonly ModelEvent[] }> {
  const events: ModelEvent[] = [];
  listener = (event) => events.push(event);
  try {
    return { response: await askOnce(settings, request), events };
  } finally {
    listener = undefined;
  }
}

/** The error that a promise rejects with. */
export async function modelErrorOf(outcome: Promise<unknown>): Promise<ModelError> {
  const thrown: unknown = await outcome.then(
    () => new Error('it was answered'),
    (error: unknown) => error,
  );
  if (ModelError.isInstance(thrown)) return thrown;
  throw new Error('it did not fail with a ModelError', { cause: thrown });
}
