import type { ActivityContext } from '@mcp-agent/core';
import type { Progress } from '@modelcontextprotocol/client';

const MIN_INTERVAL_MS = 500;

/** Returns a callback that reports a tool's progress as heartbeats and log lines, at a limited rate. */
export function progressReporter(
  server: string,
  tool: string,
  context: ActivityContext,
): (progress: Progress) => void {
  let last = -Infinity;
  let complete = false;
  return ({ progress, total, message }) => {
    const now = performance.now();
    const completes = !complete && total !== undefined && progress >= total;
    if (now - last < MIN_INTERVAL_MS && !completes) return;
    last = now;
    complete ||= completes;
    const fields = {
      progress,
      ...(total !== undefined && { total }),
      ...(message !== undefined && { message }),
    };
    // Keep `sent: true`, so that the next attempt knows that the request was sent.
    context.heartbeat({ sent: true, progress: fields });
    const of = total === undefined ? '' : ` of ${total}`;
    context.log('info', `Tool "${tool}": ${progress}${of}${message === undefined ? '' : `, ${message}`}`, {
      server,
      tool,
      ...fields,
    });
  };
}
