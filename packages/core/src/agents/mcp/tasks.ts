import type { ActivityOptions } from '../../runtime/activity/options.ts';
import type { QuestionAnswer } from './input-required.ts';

/** Name of the activity that follows a task until it ends or asks. `@mcp-agent/mcp` defines it. */
export const FOLLOW_TASK = 'mcp.follow_task';

/** Name of the activity that cancels a task. `@mcp-agent/mcp` defines it. */
export const CANCEL_TASK = 'mcp.cancel_task';

/** Result of a tool call that its server continues as a task: MCP's `CreateTaskResult`. */
export interface StartedTask {
  readonly task: {
    /** The server's id of the task. */
    readonly id: string;
  };
}

/** Input of the activity that follows a task. It returns a `ToolMessage`, or the questions of the task. */
export interface FollowTaskRequest {
  readonly server: string;
  readonly tool: string;
  readonly taskId: string;
  readonly toolCallId: string;
  /** What the agent answers, as in the call. */
  readonly answers?: { readonly agent: string; readonly sampling: boolean; readonly elicitation: boolean };
  readonly place?: { readonly conversation: string; readonly index: number };
  /** Answers to send before the task is followed. */
  readonly given?: readonly QuestionAnswer[];
  /** Keys of the questions that were answered: a server may repeat them until it has processed the answers. */
  readonly answered?: readonly string[];
}

/**
 * Options of the activity that follows a task. Each attempt asks the server once. While the task runs, the attempt ends
 * with a `NotReadyError`, and the engine starts the next one after the poll interval: no attempt is in the history, and
 * none occupies a worker meanwhile.
 */
export const FOLLOW_TASK_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: {
    initialInterval: { seconds: 1 },
    maximumInterval: { seconds: 30 },
    maximumAttempts: Infinity,
  },
};

/** Options for a task of a server that may ask during an attempt, as servers did before 2026-07-28. */
export const ANSWERED_TASK_OPTIONS: ActivityOptions = {
  ...FOLLOW_TASK_OPTIONS,
  startToCloseTimeout: { days: 365 },
};

/** Options of the cancellation of a task, which delays the end of a cancelled call. */
export const CANCEL_TASK_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { seconds: 10 },
  scheduleToCloseTimeout: { seconds: 30 },
  scheduleToStartTimeout: { seconds: 10 },
};
