import { appendFile } from 'node:fs/promises';
import { type Activity, defineActivity } from '@mcp-agent/core';
import { ApplicationError } from '@mcp-agent/core/errors';
import { signalA } from './messages.ts';
import type { AbortAnswer, ActKind } from './program.ts';

interface Act {
  readonly kind: ActKind;
  readonly path: string;
  /** The file to which it writes its attempts. */
  readonly ledger: string;
}

/** The activity of random programs: succeeds, or fails in the given way. */
export const fuzzAct: Activity<Act, string> = defineActivity({
  name: 'conformance.fuzzAct',
  run: async ({ kind, path, ledger }: Act, { info, heartbeat, signal, signalWorkflow }) => {
    const { attempt, heartbeatDetails } = info;
    // On a busy machine, the time of `slow` may be over before it begins.
    if (kind !== 'slow') await appendFile(ledger, `${info.workflowId} ${path} ${kind} ${attempt}\n`);
    if (kind === 'succeed') return path;
    if (kind === 'signals') {
      await signalWorkflow(signalA);
      return path;
    }
    if (kind === 'slow') await untilAborted(signal);
    if (kind === 'flaky' && attempt > 1) return `${path} at attempt ${attempt}`;
    if (kind === 'beat') {
      if (attempt > 1) return `${path} after ${JSON.stringify(heartbeatDetails)}`;
      heartbeat({ path });
    }
    throw new ApplicationError(`${kind} at ${path}`, { type: 'Act', nonRetryable: kind === 'final' });
  },
});

/** Runs until it is aborted, and then throws or returns. */
export const fuzzHang: Activity<AbortAnswer, string> = defineActivity({
  name: 'conformance.fuzzHang',
  run: async (answer: AbortAnswer, { heartbeat, signal }) => {
    heartbeat({ answer });
    await untilAborted(signal);
    if (answer === 'reason') throw signal.reason;
    if (answer === 'error') throw new ApplicationError('aborted', { type: 'Hang' });
    return answer;
  },
});

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}
