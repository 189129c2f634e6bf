import { type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { WorkflowHandle } from '@mcp-agent/core';
import type { Work } from '../plan/work.ts';
import { answerApprovals } from './answer-approvals.ts';
import type { Client } from './client.ts';
import { sendMessages } from './send-messages.ts';

/** How a workflow ended. */
export interface Outcome {
  readonly work: Work;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly result?: unknown;
  readonly error?: ErrorData;
  /** What the client saw that was not as it should be. */
  readonly problems: readonly string[];
}

/** Starts a workflow, plays its people and callers, and waits for its end. */
export async function drive(work: Work, client: Client): Promise<Outcome> {
  const handle = await client.start(work);
  const playing = play(work, handle, client).catch((error: unknown) => [describeError(errorToData(error))]);
  const ended = await client
    .request(() => handle.result())
    .then(
      (result) => ({ result }),
      (error: unknown) => ({ error: errorToData(error) }),
    );
  const endedAt = Date.now();
  return { work, endedAt, ...ended, problems: await playing };
}

function play(work: Work, handle: WorkflowHandle, client: Client): Promise<string[]> {
  if (work.kind === 'approval') return answerApprovals(work, handle, client);
  if (work.kind === 'messages') return sendMessages(work, handle, client);
  return Promise.resolve([]);
}

/** Returns an error and its causes in a line each, with their codes. */
export function describeError({ code, message, cause }: ErrorData): string {
  const line = `${code}: ${message}`;
  return cause === undefined ? line : `${line}\n${describeError(cause)}`;
}
