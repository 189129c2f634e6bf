import { TerminatedFailure, WorkflowFailedError } from '@temporalio/client';
import { RetryState } from '@temporalio/common';
import { expect, it } from 'vitest';
import { fromWorkflowFailed } from './errors.ts';

// The first one is what server 1.32 said of a turn with 5 MB; with our limits of a turn, no workflow sends as much.
it.each([
  ['GrpcMessageTooLarge', /sent more in one turn than the server accepts.*store large values elsewhere/],
  ['Workflow history size exceeds limit.', /more bytes than the server accepts\. Call ctx\.continueAsNew/],
  ['Workflow history count exceeds limit.', /more events than the server accepts\. Call ctx\.continueAsNew/],
  ['an operator said so', /"w" was terminated: an operator said so$/],
])('a run that the server terminated because "%s" says what to do', (reason, message) => {
  const failed = new WorkflowFailedError(
    'failed',
    new TerminatedFailure(reason),
    RetryState.NON_RETRYABLE_FAILURE,
  );
  expect(fromWorkflowFailed(failed, { workflowId: 'w', runId: 'r' }, 'run')).toMatchObject({
    code: 'TERMINATED',
    message: expect.stringMatching(message),
  });
});
