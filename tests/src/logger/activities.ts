import { type Activity, defineActivity } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';

/** Fails until the given attempt, which leaves an unhandled rejection. */
export const fails: Activity<number, number> = defineActivity({
  name: 'logger.fails',
  options: { retry: { maximumAttempts: 1 } },
  run: async (until: number, { info }) => {
    if (until === 1) throw new ApplicationError('on purpose', { nonRetryable: true });
    if (info.attempt < until) throw new Error(`attempt ${info.attempt} fails`);
    if (until > 1) void Promise.reject(new Error('left behind'));
    await new Promise((resolve) => setTimeout(resolve, 50));
    return info.attempt;
  },
});
