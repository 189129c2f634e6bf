import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../../index.ts';
import { defineActivity } from '../../runtime/activity/activity.ts';
import { ActivityHost } from '../../runtime/activity/host.ts';
import { ApplicationError, NotReadyError } from '../../runtime/errors/activity.ts';
import type { McpAgentError } from '../../runtime/errors/error.ts';
import type { JsonValue } from '../../runtime/values/json.ts';
import { runCall } from './run-call.ts';

const MINUTE = 60_000;

/** The errors that the next attempts throw. */
let script: (McpAgentError | 'answer')[] = [];

defineActivity({
  name: 'llm.acme.complete',
  run: (_: null, context) =>
    runCall(context, {
      kind: 'model',
      options: [],
      run: async ({ heartbeat, info }) => {
        const next = script.shift() ?? 'answer';
        if (next !== 'answer') {
          heartbeat({ page: info.attempt });
          throw next;
        }
        return JSON.stringify(info.heartbeatDetails ?? null);
      },
    }),
});

const broken = (): ApplicationError => new ApplicationError('it is broken');
const away = (more: object = {}): ApplicationError =>
  new ApplicationError('connection refused', { unavailable: true, ...more });

/** The attempts of an activity on an engine that never gives up, with the lines of the log. */
function engine(settings: Settings = {}) {
  const host = new ActivityHost({ settings });
  const log: string[] = [];
  let details: JsonValue | undefined;
  let attempt = 0;
  return {
    log,
    /** An attempt whose worker dies reports nothing. */
    dies: () => {
      attempt += 1;
    },
    /** Runs an attempt. Returns its result, or its error. */
    attempt: (): Promise<unknown> => {
      attempt += 1;
      const heartbeat = (recorded: JsonValue): void => {
        details = recorded;
      };
      return host
        .run({
          info: {
            activity: 'llm.acme.complete',
            activityId: '1',
            attempt,
            workflowId: 'w',
            runId: 'r',
            ...(details !== undefined && { heartbeatDetails: details }),
          },
          input: null,
          signal: new AbortController().signal,
          heartbeat,
          checkpoint: async (recorded) => heartbeat(recorded),
          caller: { query: fail, signal: fail, update: fail },
          log: (level, message) => log.push(`${level}: ${message}`),
        })
        .catch((error: unknown) => error);
    },
  };
}

function fail(): Promise<never> {
  return Promise.reject(new Error('not asked'));
}

beforeEach(() => void vi.useFakeTimers({ now: 0, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('the attempts of a model call', () => {
  it('are those in which the call failed, and not those whose worker died', async () => {
    const { attempt, dies } = engine({ calls: { model: { retry: { maximumAttempts: 3 } } } });
    script = [broken(), broken(), broken()];
    for (let deaths = 0; deaths < 10; deaths += 1) dies();
    expect(await attempt()).toMatchObject({ nextRetryDelayMs: 1_000 });
    dies();
    expect(await attempt()).toMatchObject({ nextRetryDelayMs: 2_000 });
    dies();
    vi.setSystemTime(MINUTE * 4);
    const last = await attempt();
    expect(last).toMatchObject({
      nonRetryable: true,
      message:
        'it is broken\nIt failed in 3 attempts, for 4 minutes. To try for longer, raise calls.model.retry.maximumAttempts.',
    });
  });

  it('leave the heartbeat details of the call as they are', async () => {
    const { attempt } = engine();
    script = [broken(), away()];
    await attempt();
    await attempt();
    expect(await attempt()).toBe('{"page":2}');
  });

  it('have the policies of mcp-agent, which calls of the settings override', async () => {
    const workflowTaskRetryPolicies = { 'llm.*': { maximumAttempts: 1, initialInterval: 7 } };
    script = [broken(), broken()];
    expect(await engine({ workflowTaskRetryPolicies }).attempt()).toMatchObject({ nonRetryable: true });
    const calls = { model: { retry: { maximumAttempts: 2 } } };
    expect(await engine({ workflowTaskRetryPolicies, calls }).attempt()).toMatchObject({
      nextRetryDelayMs: 7,
    });
  });
});

describe('a service that is unavailable', () => {
  it('for ten minutes costs no attempt, and the log has a line a minute', async () => {
    const { attempt, log } = engine({ calls: { model: { retry: { maximumAttempts: 1 } } } });
    let now = 0;
    let tries = 0;
    while (now < 10 * MINUTE) {
      script = [away()];
      const error = await attempt();
      if (!NotReadyError.isInstance(error)) throw error;
      now += error.nextRetryDelayMs ?? 0;
      tries += 1;
      vi.setSystemTime(now);
    }
    expect(await attempt()).toBe(`{"page":${tries}}`);
    const loud = log.filter((line) => line.startsWith('warn: '));
    expect(loud.length).toBeGreaterThanOrEqual(9);
    expect(loud.length).toBeLessThanOrEqual(11);
    expect(loud[0]).toBe(
      'warn: connection refused. The call is retried in 1 second, for up to 15 minutes (calls.model.retry.unavailableTimeout).',
    );
    expect(log.at(-1)).toMatch(/^info: .* succeeded after 10(\.\d)? minutes/);
  });

  it('for longer than the policy says fails the call, with the time and the setting', async () => {
    const { attempt } = engine({ calls: { model: { retry: { unavailableTimeout: '2 minutes' } } } });
    script = [away(), away(), away()];
    await attempt();
    vi.setSystemTime(MINUTE);
    expect(await attempt()).toMatchObject({ code: 'NOT_READY' });
    vi.setSystemTime(2 * MINUTE);
    expect(await attempt()).toMatchObject({
      code: 'APPLICATION',
      nonRetryable: true,
      message:
        'connection refused\nIt was unavailable in 3 attempts, for 2 minutes. To try for longer, raise calls.model.retry.unavailableTimeout.',
    });
  });

  it('gets the time that it asks for, if the policy allows it', async () => {
    script = [away({ nextRetryDelayMs: 5 * MINUTE })];
    expect(await engine().attempt()).toMatchObject({ code: 'NOT_READY', nextRetryDelayMs: 5 * MINUTE });
    script = [away({ nextRetryDelayMs: 60 * MINUTE })];
    expect(await engine().attempt()).toMatchObject({
      nonRetryable: true,
      message: expect.stringContaining('It asks to wait 60 minutes'),
    });
  });

  it('starts a new count of time after an attempt that reached it', async () => {
    const { attempt } = engine();
    script = [away(), broken(), away()];
    await attempt();
    vi.setSystemTime(14 * MINUTE);
    await attempt();
    vi.setSystemTime(28 * MINUTE);
    expect(await attempt()).toMatchObject({ code: 'NOT_READY' });
  });
});
