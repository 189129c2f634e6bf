import type { ActivityContext } from '@mcp-agent/core';
import type { Progress } from '@modelcontextprotocol/sdk/types.js';

const LEAST_MS_BETWEEN = 500;

/** Hands on what a tool says of its progress: as heartbeat and in the log, now and then where it says much. */
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
    // The next attempt must still see that the request was sent.
    context.heartbeat({ sent: true, progress: fields });
    const of = total === undefined ? '' : ` of ${total}`;
    context.log('info', `Tool "${tool}": ${progress}${of}${said === undefined ? '' : `, ${said}`}`, {
      server,
      tool,
      ...fields,
    });
  };
}
