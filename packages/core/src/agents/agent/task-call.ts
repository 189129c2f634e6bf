import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { InputRequired, InvalidInput } from '../mcp/input-required.ts';
import {
  ANSWERED_TASK_OPTIONS,
  CANCEL_TASK,
  CANCEL_TASK_OPTIONS,
  FOLLOW_TASK,
  FOLLOW_TASK_OPTIONS,
  type FollowTaskRequest,
} from '../mcp/tasks.ts';
import type { ToolMessage } from '../model/messages.ts';
import type { ServerQuestions } from './server-questions.ts';
import type { AgentSessions } from './sessions.ts';

/** Follows the task of a tool call to its end, and answers what it asks. Cancels the task if that fails. */
export async function followTask(
  ctx: WorkflowContext,
  sessions: AgentSessions,
  request: FollowTaskRequest,
  questions: ServerQuestions,
): Promise<ToolMessage> {
  const options = request.answers === undefined ? FOLLOW_TASK_OPTIONS : ANSWERED_TASK_OPTIONS;
  const answered = new Set<string>();
  const follow = <T extends object>(given: Partial<FollowTaskRequest> = {}): Promise<T> =>
    sessions.run<T>(ctx, FOLLOW_TASK, { ...request, ...given }, options);
  try {
    let result = await follow<ToolMessage | InputRequired>();
    while ('inputRequired' in result) {
      const asked = result.inputRequired.questions;
      for (const { key } of asked) answered.add(key);
      result = await questions.answer(asked, (given) =>
        follow<ToolMessage | InputRequired | InvalidInput>({ given, answered: [...answered] }),
      );
    }
    return result;
  } catch (error) {
    const { server, taskId, answers } = request;
    const task = { server, taskId, ...(answers !== undefined && { answers }) };
    // The reason to stop counts; a server may not be able to cancel a task.
    await ctx
      .shielded(() => sessions.run(ctx, CANCEL_TASK, task, CANCEL_TASK_OPTIONS))
      .catch(() => undefined);
    throw error;
  }
}
