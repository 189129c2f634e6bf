import type { JsonObject } from '@mcp-agent/core';
import type { Arrived } from '../outcome.ts';

// The rule of the table: an error arrives as it was thrown, as the cause of an error that names the door.

const MAX_CAUSES = 8;
const MAX_MESSAGE_LENGTH = 16_384;

/** What a receiver keeps of an error: eight causes, and 16,384 characters of each message. */
export function kept({ code, message, fields = {}, cause }: Arrived, depth = 0): Arrived {
  return {
    code,
    message: bounded(message),
    fields,
    ...(cause !== undefined && depth < MAX_CAUSES && { cause: kept(cause, depth + 1) }),
  };
}

function bounded(text: string): string {
  const [shown = ''] = text.split('… (truncated: ');
  if (shown.length <= MAX_MESSAGE_LENGTH) return text;
  return `${text.slice(0, MAX_MESSAGE_LENGTH)}… (truncated: ${text.length} characters in all)`;
}

function wrapped(code: string, what: string, fields: JsonObject, cause: Arrived): Arrived {
  return { code, message: `${what}: ${cause.message}`, fields, cause };
}

/** What a caller receives when the workflow throws. */
export function fromWorkflow(workflowId: string, runId: string, cause: Arrived): Arrived {
  return wrapped('WORKFLOW_FAILED', `Workflow "${workflowId}" failed`, { workflowId, runId }, cause);
}

/** What a workflow receives when its activity throws. */
export function fromActivity(activity: string, activityId: string, cause: Arrived): Arrived {
  return wrapped('ACTIVITY_FAILED', `Activity "${activity}" failed`, { activity, activityId }, cause);
}

/** What a parent receives when its child throws. */
export function fromChild(
  child: { readonly workflowId: string; readonly workflowName: string; readonly runId: string },
  cause: Arrived,
): Arrived {
  const { workflowId, workflowName, runId } = child;
  const fields = { workflowId, workflowName, runId };
  return wrapped('CHILD_WORKFLOW_FAILED', `Child workflow "${workflowName}" failed`, fields, cause);
}

/** What the sender of a query or an update receives when its handler throws. */
export function fromHandler(type: 'query' | 'update', messageName: string, cause: Arrived): Arrived {
  const fields = { messageName, nonRetryable: true };
  return wrapped('MESSAGE_FAILED', `The ${type} "${messageName}" failed in the workflow`, fields, cause);
}

/** What the sender of an update receives when the validator throws. */
export function fromValidator(messageName: string, cause: Arrived): Arrived {
  const fields = { messageName, nonRetryable: true };
  return wrapped('UPDATE_REJECTED', `The workflow rejected the update "${messageName}"`, fields, cause);
}
