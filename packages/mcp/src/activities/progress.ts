import type { ActivityContext } from '@mcp-agent/core';
import type { Progress } from '@modelcontextprotocol/sdk/types.js';

const LEAST_MS_BETWEEN = 500;

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
    if (now - last < LEAST_MS_BETWEEN && !completes) return;
    last = now;
    complete ||= completes;
    const said = message?.slice(0, 500);
    const fields = {
      progress,
      ...(total !== undefined && { total }),
      ...(said !== undefined && { message: said }),
    };
    // Keep `sent: true`, so that the next attempt knows that the request was sent.
    context.heartbeat({ sent: true, progress: fields });
    const of = total === undefined ? '' : ` of ${total}`;
    context.log('info', `Tool "${tool}": ${progress}${of}${said === undefined ? '' : `, ${said}`}`, {
      server,
      tool,
      ...fields,
    });
  };
}
