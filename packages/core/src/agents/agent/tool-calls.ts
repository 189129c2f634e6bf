import { messageOf } from '../../runtime/values/text.ts';
import { ActivityError, UnknownActivityError } from '../../runtime/errors/activity.ts';
import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import { ServerRequestError, ToolOutcomeUnknownError } from '../errors/mcp.ts';
import type { StartedTask } from '../mcp/tasks.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { CALL_ACTIVITY_OPTIONS, UNREPEATED_CALL_OPTIONS } from '../calls/call-activity-options.ts';
import { sentOptions } from '../calls/call-options.ts';
import type { CallSettings } from '../calls/call-settings.ts';
import { type FunctionTool, functionOutcomeUnknown, toolActivityName } from '../model/function-tool.ts';
import type { ContentPart, ToolCall, ToolMessage } from '../model/messages.ts';
import { CALL_TOOL, type ToolCallRequest } from '../model/tool-call.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { type ApprovalPolicy, approvalRejection, type RunnableTarget } from './approval.ts';
import type { UsageBudget } from './budget.ts';
import { type AnsweringAgent, serverAnswers } from './server-answers.ts';
import { ServerQuestions } from './server-questions.ts';
import type { AgentSessions } from './sessions.ts';
import { followTask } from './task-call.ts';
import { failedCall, isForModel } from './tool-errors.ts';
import type { WorkflowTool } from './workflow-tool.ts';

/** The part of an agent that runs its tools. */
interface ToolAgent {
  readonly name: string;
  readonly approval: ApprovalPolicy | undefined;
  readonly functions: readonly (FunctionTool | string)[];
  readonly workflowTools: readonly WorkflowTool[];
  readonly calls: CallSettings | undefined;
  readonly sessions: AgentSessions;
}

/** Position of a result in a conversation. */
export interface Place {
  readonly conversation: string;
  readonly index: number;
}

/** The `generate` that calls a tool. */
export interface ToolCaller {
  /** Position of the result. */
  readonly place: Place;
  /** Timeouts and retries of the `generate`. */
  readonly calls: CallSettings | undefined;
  readonly budget: UsageBudget;
  readonly answering: AnsweringAgent;
  /** Runs code of the user for which the call waits. */
  readonly callback: <T>(run: () => T) => T;
}

/** Result of a tool call: a message that an activity created, or content from the workflow itself. */
export type ToolOutcome =
  | { readonly message: ToolMessage }
  | {
      readonly content: readonly ContentPart[];
      readonly isError: boolean;
      /** The error that ends the `generate`. The content is for the model, if the conversation continues later. */
      readonly error?: unknown;
    };

/**
 * Runs a model's tool call on its target. It does not throw: the outcome has an error that the model cannot correct,
 * such as a server that cannot be reached, or an unknown outcome.
 */
export async function callTool(
  ctx: WorkflowContext,
  agent: ToolAgent,
  call: ToolCall,
  caller: ToolCaller,
): Promise<ToolOutcome> {
  const { target } = call;
  // Before the target: a structured answer by a tool has none, and tells what is wrong with it here.
  if (call.invalidArguments !== undefined) return failure(call.invalidArguments);
  if (target === undefined) return failure(call.unknownTool ?? `There is no tool named "${call.name}".`);
  if (target.kind === 'search') {
    return { content: [{ type: 'text', text: searchResult(target.found) }], isError: false };
  }
  try {
    const why = await approvalRejection(ctx, agent, { ...call, target });
    if (why !== undefined) return failure(why);
  } catch (error) {
    return { ...failure('The tool was not called: the request for approval ended first.'), error };
  }
  try {
    return await callTarget(ctx, agent, call, target, caller);
  } catch (error) {
    return { ...failure(failedCall(error)), error };
  }
}

async function callTarget(
  ctx: WorkflowContext,
  agent: ToolAgent,
  call: ToolCall,
  target: RunnableTarget,
  { place, calls, budget, answering, callback }: ToolCaller,
): Promise<ToolOutcome> {
  if (target.kind === 'server') {
    const { id: toolCallId, arguments: args, repeatable } = call;
    const { server, tool } = target;
    const options = sentOptions('tool', agent.calls, calls);
    const request = { server, tool, arguments: args, toolCallId, repeatable, place, ...options };
    return callServerTool(ctx, agent, request, answering);
  }
  if (target.kind === 'function') return callFunction(ctx, agent, call, target.tool, { place, calls });
  const known = agent.workflowTools.find(({ description }) => description.name === target.tool);
  if (known === undefined) return failure(`There is no tool named "${target.tool}".`);
  try {
    return { content: await callback(() => known.call(call.arguments, budget)), isError: false };
  } catch (error) {
    if (!isForModel(error)) throw error;
    return failure(`The tool failed: ${messageOf(error)}`);
  }
}

/** Returns the result of a search, in words for the model. The next request has the definitions of the tools. */
function searchResult(found: readonly string[]): string {
  if (found.length === 0) return 'No tool matches. Search again with other words.';
  return `Found ${found.length === 1 ? 'this tool' : 'these tools'}, which you can call now: ${found.join(', ')}`;
}

/** Returns a failure that the model receives and can react to. */
export function failure(text: string): Extract<ToolOutcome, { isError: boolean }> {
  return { content: [{ type: 'text', text }], isError: true };
}

/**
 * Calls a server's tool until it has a result: answers the server's questions, and follows a task.
 *
 * A question that cannot be answered is a failure that the model receives.
 */
export async function callServerTool(
  ctx: WorkflowContext,
  agent: Pick<ToolAgent, 'sessions'>,
  call: ServerToolCall,
  answering: AnsweringAgent,
): Promise<ToolOutcome> {
  try {
    return { message: await untilResult(ctx, agent, call, answering) };
  } catch (error) {
    // Thrown here and not by an activity.
    if (!ServerRequestError.isInstance(error)) throw error;
    return failure(error.message);
  }
}

type ServerToolCall = Omit<ToolCallRequest, 'answers' | 'given' | 'session'>;

async function untilResult(
  ctx: WorkflowContext,
  { sessions }: Pick<ToolAgent, 'sessions'>,
  call: ServerToolCall,
  answering: AnsweringAgent,
): Promise<ToolMessage> {
  const answers = serverAnswers(ctx, answering);
  const able = answers === undefined ? {} : { answers };
  const send = <T extends object>(given: Partial<ToolCallRequest> = {}): Promise<T> =>
    sessions.run<T>(
      ctx,
      CALL_TOOL,
      { ...call, ...able, ...given },
      call.repeatable ? CALL_ACTIVITY_OPTIONS : UNREPEATED_CALL_OPTIONS,
    );
  const { server, tool, toolCallId, place } = call;
  const questions = new ServerQuestions(ctx, answering, {
    server,
    method: 'tools/call',
    subject: `tool "${tool}"`,
  });
  const result = await questions.untilResult<ToolMessage | StartedTask>(
    () => send(),
    (given) => send({ given }),
  );
  if (!('task' in result)) return result;
  const at = place === undefined ? {} : { place };
  const request = { server, tool, taskId: result.task.id, toolCallId, ...able, ...at };
  return followTask(ctx, sessions, request, questions);
}

async function callFunction(
  ctx: WorkflowContext,
  agent: ToolAgent,
  { id, arguments: args, repeatable }: ToolCall,
  tool: string,
  { place, calls }: Pick<ToolCaller, 'place' | 'calls'>,
): Promise<ToolOutcome> {
  const known = agent.functions.find((offered) => typeof offered === 'object' && offered.name === tool);
  const options =
    typeof known === 'object' ? known.options : repeatable ? CALL_ACTIVITY_OPTIONS : UNREPEATED_CALL_OPTIONS;
  try {
    const request = {
      arguments: args,
      toolCallId: id,
      place,
      ...sentOptions('function', agent.calls, calls),
    };
    return { message: await ctx.executeActivity<ToolMessage>(toolActivityName(tool), request, options) };
  } catch (error) {
    if (!ActivityError.isInstance(error) || isCancellation(error)) throw error;
    const { cause } = error;
    if (UnknownActivityError.isInstance(cause)) throw error;
    if (ToolOutcomeUnknownError.isInstance(cause)) throw cause;
    const mayHaveRun = TimeoutError.isInstance(cause) && cause.kind !== 'schedule-to-start';
    if (mayHaveRun && !repeatable) throw functionOutcomeUnknown(tool, cause.message, error);
    return failure(`The tool failed: ${messageOf(cause)}`);
  }
}
