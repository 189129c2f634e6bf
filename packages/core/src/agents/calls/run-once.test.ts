import { describe, expect, it } from 'vitest';
import type { ActivityContext } from '../../runtime/activity/context.ts';
import { NotReadyError } from '../../runtime/errors/activity.ts';
import type { JsonValue } from '../../runtime/values/json.ts';
import { TEST_CONTEXT } from '../model/test-support/context.ts';
import { runOnce } from './run-once.ts';

/** The attempts of an activity, whose heartbeat details survive. */
function attempts() {
  let details: JsonValue | undefined;
  let attempt = 0;
  return {
    details: () => details,
    next: (run: (context: ActivityContext) => Promise<unknown>, checkpoint?: () => Promise<void>) => {
      attempt += 1;
      const record = (recorded: JsonValue): void => {
        details = recorded;
      };
      const context: ActivityContext = {
        ...TEST_CONTEXT,
        info: {
          ...TEST_CONTEXT.info,
          attempt,
          ...(details !== undefined && { heartbeatDetails: details }),
        },
        heartbeat: record,
        checkpoint: async (recorded) => {
          record(recorded);
          await checkpoint?.();
        },
      };
      return runOnce(context, { run, outcomeUnknown: () => new Error('unknown') });
    },
  };
}

describe('code that must not run twice', () => {
  it('runs in the first attempt that gets to it, whatever the number of that attempt', async () => {
    const { next } = attempts();
    const failing = next(
      async () => 'ran',
      () => Promise.reject(new Error('no server')),
    );
    await expect(failing).rejects.toMatchObject({ code: NotReadyError.code });
    expect(await next(async () => 'ran')).toBe('ran');
  });

  it.each<[string, (context: ActivityContext) => Promise<unknown>]>([
    ['before it does anything', async () => {}],
    ['after a heartbeat of its own', async ({ heartbeat }) => heartbeat({ page: 1 })],
    ['after a checkpoint of its own', ({ checkpoint }) => checkpoint(null)],
  ])('does not run again if its worker dies %s', async (_, run) => {
    const { next } = attempts();
    await next(run);
    await expect(next(async () => 'ran twice')).rejects.toThrow('unknown');
  });

  it('runs again if it asks for it, with its own heartbeat details', async () => {
    const { next } = attempts();
    const asks = next(async ({ heartbeat }) => {
      heartbeat({ page: 1 });
      throw new NotReadyError('the job is not done');
    });
    await expect(asks).rejects.toMatchObject({ code: NotReadyError.code });
    expect(await next(async ({ info }) => info.heartbeatDetails)).toEqual({ page: 1 });
  });

  it('has its own heartbeat details beside the record', async () => {
    const { next, details } = attempts();
    await next(async ({ info, heartbeat }) => {
      expect(info).not.toHaveProperty('heartbeatDetails');
      heartbeat({ page: 1 });
    });
    expect(details()).toMatchObject({ details: { page: 1 } });
  });
});
