import { appendFile } from 'node:fs/promises';
import { type Activity, defineActivity, type JsonValue } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';
import { type Odd, throwOdd } from '../workflows/odd.ts';

/** Fails the given number of times, then returns the number of the attempt. */
export const flaky: Activity<{ file: string; failures: number; nextRetryDelayMs?: number }, number> =
  defineActivity({
    name: 'conformance.flaky',
    run: async (
      { file, failures, nextRetryDelayMs }: { file: string; failures: number; nextRetryDelayMs?: number },
      { info },
    ) => {
      await appendFile(file, `${info.attempt} ${Date.now()} ${info.activityId}\n`);
      if (info.attempt <= failures) {
        throw new ApplicationError(`attempt ${info.attempt} fails`, {
          type: 'Flaky',
          ...(nextRetryDelayMs !== undefined && { nextRetryDelayMs }),
        });
      }
      return info.attempt;
    },
  });

class OutOfPaper extends Error {
  override readonly name = 'OutOfPaper';
}

/** Marks each attempt, and fails. */
export const fail: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.fail',
  run: async ({ file }: { file: string }, { info }) => {
    await appendFile(file, `${info.attempt}\n`);
    throw new OutOfPaper('no paper');
  },
});

/** Marks each attempt, and fails. The settings of the suite have a retry policy for it. */
export const configured: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.configured',
  run: fail.definition.run,
});

/** Like {@link configured}, with a policy of its own. */
export const configuredOften: Activity<{ file: string }, never> = defineActivity({
  name: 'conformance.configuredOften',
  run: fail.definition.run,
});

/** Throws an odd value, which is created here because it cannot be sent. */
export const throwOddActivity: Activity<Odd, never> = defineActivity({
  name: 'conformance.throwOdd',
  run: (how: Odd) => throwOdd(how),
});

/** Fails with invalid retry delays, then returns the number of the attempt. */
export const oddDelay: Activity<null, number> = defineActivity({
  name: 'conformance.oddDelay',
  options: { retry: { initialInterval: 10, backoffCoefficient: 1, maximumAttempts: 5 } },
  run: (_: null, { info }) => {
    const delays = [Number.NaN, -1, Infinity, 1e300];
    const nextRetryDelayMs = delays[info.attempt - 1];
    if (nextRetryDelayMs === undefined) return info.attempt;
    throw Object.assign(new ApplicationError('not yet', { nextRetryDelayMs }), { nextRetryDelayMs });
  },
});

/** Sends a heartbeat, fails once, and returns the details that the next attempt receives. */
export const progress: Activity<null, JsonValue> = defineActivity({
  name: 'conformance.progress',
  run: async (_: null, { heartbeat, info }) => {
    if (info.attempt > 1) return info.heartbeatDetails ?? null;
    heartbeat({ page: 3 });
    throw new Error('once more');
  },
});

/** Records a checkpoint after older heartbeats, then fails once or kills its process. */
export const checkpoints: Activity<{ dies: boolean }, JsonValue> = defineActivity({
  name: 'conformance.checkpoints',
  run: async ({ dies }: { dies: boolean }, { heartbeat, checkpoint, info }) => {
    if (info.attempt > 1) return info.heartbeatDetails ?? null;
    heartbeat({ page: 1 });
    heartbeat({ page: 2 });
    await checkpoint({ page: 3 });
    if (dies) process.kill(process.pid, 'SIGKILL');
    throw new Error('once more');
  },
});

/** Changes its input, fails once, and returns what the second attempt received. */
export const changesInput: Activity<string[], string[]> = defineActivity({
  name: 'conformance.changesInput',
  run: async (list: string[], { info }) => {
    const received = [...list];
    list.push(`attempt ${info.attempt}`);
    if (info.attempt === 1) throw new Error('not yet');
    return received;
  },
});
