import type { Progress } from '@modelcontextprotocol/client';
import { cleanLine } from './clean-text.ts';
import type { Connection } from './connection/connection.ts';
import type { WriteLog } from './connection/server-log.ts';
import type { ServerSpec } from './server-spec.ts';

const MAX_PROGRESS_LENGTH = 500;

type OnProgress = (progress: Progress) => void;

/** Returns the callback with messages that are fit for a log. */
export function cleanProgress(spec: ServerSpec, onProgress: OnProgress | undefined): OnProgress | undefined {
  return (
    onProgress &&
    (({ message, ...progress }) =>
      onProgress({
        ...progress,
        ...(message !== undefined && { message: cleanLine(message, spec, MAX_PROGRESS_LENGTH) }),
      }))
  );
}

/** Runs an action while the server's log messages go to the caller. */
export async function withServerLog<T>(
  connection: Connection,
  { log }: { readonly log?: WriteLog },
  action: (connection: Connection) => Promise<T>,
): Promise<T> {
  const detach = log === undefined ? undefined : connection.log.attach(log);
  try {
    return await action(connection);
  } finally {
    detach?.();
  }
}
