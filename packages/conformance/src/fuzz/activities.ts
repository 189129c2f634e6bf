import { type Activity, defineActivity } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';

type Kind = 'succeed' | 'fail' | 'final' | 'flaky' | 'beat';

/** The activity of random programs: succeeds, or fails in the given way. */
export const fuzzAct: Activity<{ kind: Kind; path: string }, string> = defineActivity({
  name: 'conformance.fuzzAct',
  run: ({ kind, path }: { kind: Kind; path: string }, { info, heartbeat }) => {
    const { attempt, heartbeatDetails } = info;
    if (kind === 'succeed') return path;
    if (kind === 'flaky' && attempt > 1) return `${path} at attempt ${attempt}`;
    if (kind === 'beat') {
      if (attempt > 1) return `${path} after ${JSON.stringify(heartbeatDetails)}`;
      heartbeat({ path });
    }
    throw new ApplicationError(`${kind} at ${path}`, { type: 'Act', nonRetryable: kind === 'final' });
  },
});

/** Runs until it is aborted. */
export const fuzzHang: Activity<null, never> = defineActivity({
  name: 'conformance.fuzzHang',
  run: async (_: null, { signal }) => {
    if (!signal.aborted) {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    }
    throw signal.reason;
  },
});
