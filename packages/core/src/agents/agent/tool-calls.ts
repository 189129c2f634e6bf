import { messageOf } from '../../runtime/values/text.ts';
import { ActivityError, UnknownActivityError } from '../../runtime/errors/activity.ts';
import { isCancellation } from '../../runtime/errors/is-cancellation.ts';
import { ToolOutcomeUnknownError } from '../errors/mcp.ts';
import { TimeoutError } from '../../runtime/errors/workflow.ts';
import { type FunctionTool, toolActivityName } from '../model/function-tool.ts';
import type { ContentPart, ToolCall, ToolMessage } from '../model/messages.ts';
import {
  ANSWERED_CALL_OPTIONS,
  CALL_TOOL,
  TOOL_CALL_OPTIONS,
  type ToolCallRequest,
} from '../model/tool-call.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { type ApprovalPolicy, approvalRejection } from './approval.ts';
import type { UsageBudget } from './budget.ts';
import { type AnsweringAgent, serverAnswers } from './server-answers.ts';
import type { AgentSessions } from './sessions.ts';
import type { WorkflowTool } from './workflow-tool.ts';

/** The part of an agent that runs its tools. */
interface ToolAgent extends AnsweringAgent {
  readonly approval: ApprovalPolicy | undefined;
  readonly functions: readonly (FunctionTool | string)[];
  readonly workflowTools: readonly WorkflowTool[];
  readonly sessions: AgentSessions;
}

/** Position of a result in a conversation. */
export interface Place {
  readonly conversation: string;
  readonly index: number;
}

/** Result of a tool call: a message that an activity created, or content from the workflow itself. */
export type ToolOutcome =
  | { readonly message: ToolMessage }
  | { readonly content: readonly ContentPart[]; readonly isError: boolean };

/**
 * Runs a model's tool call on its target.
 *
 * @throws errors that the model cannot correct: a server cannot be reached, or the outcome is unknown
 */
export async function callTool(
  ctx: WorkflowContext,
  agent: ToolAgent,
  call: ToolCall,
  place: Place,
  budget: UsageBudget,
): Promise<ToolOutcome> {
  const { target } = call;
  // Before the target: a structured answer by a tool has none, and tells what is wrong with it here.
  if (call.invalidArguments !== undefined) return failure(call.invalidArguments);
  if (target === undefined) return failure(`There is no tool named "${call.name}".`);
  const why = await approvalRejection(ctx, agent.name, agent.approval, call);
  if (why !== undefined) return failure(why);
  if (target.kind === 'server') {
    const { id: toolCallId, arguments: args, repeatable } = call;
    const { server, tool } = target;
    const request = { server, tool, arguments: args, toolCallId, repeatable, place };
    return { message: await callServerTool(ctx, agent, request) };
  }
  if (target.kind === 'function') return callFunction(ctx, agent, call, target.tool, place);
  return callWorkflow(agent, call, target.tool, budget);
}

/** Returns a failure that the model receives and can react to. */
function failure(text: string): ToolOutcome {
  return { content: [{ type: 'text', text }], isError: true };
}

/** Calls a server's tool. The timeout is longer if the call may wait for human input. */
export function callServerTool(
  ctx: WorkflowContext,
  agent: ToolAgent,
  call: Omit<ToolCallRequest, 'answers' | 'session'>,
): Promise<ToolMessage> {
  const answers = serverAnswers(ctx, agent);
  const request: ToolCallRequest = { ...call, ...(answers !== undefined && { answers }) };
  const options = answers === undefined ? TOOL_CALL_OPTIONS : ANSWERED_CALL_OPTIONS;
  return agent.sessions.run(ctx, CALL_TOOL, request, options);
}

async function callFunction(
  ctx: WorkflowContext,
  agent: ToolAgent,
  { id, arguments: args, repeatable }: ToolCall,
  tool: string,
  place: Place,
): Promise<ToolOutcome> {
  const known = agent.functions.find((offered) => typeof offered === 'object' && offered.name === tool);
  const options =
    typeof known === 'object' ? known.options : repeatable ? {} : { retry: { maximumAttempts: 1 } };
  try {
    const request = { arguments: args, toolCallId: id, place };
    return { message: await ctx.executeActivity<ToolMessage>(toolActivityName(tool), request, options) };
  } catch (error) {
    if (!ActivityError.isInstance(error) || isCancellation(error)) throw error;
    const { cause } = error;
    if (UnknownActivityError.isInstance(cause)) throw error;
    if (!TimeoutError.isInstance(cause)) return failure(`The tool failed: ${messageOf(cause)}`);
    throw new ToolOutcomeUnknownError(
      `The outcome of function tool "${tool}" is unknown: ${cause.message} It is not retried, because it is not ` +
        'repeatable. Check whether it took effect before you call it again.',
      { tool, cause: error },
    );
  }
}

async function callWorkflow(
  agent: ToolAgent,
  call: ToolCall,
  tool: string,
  budget: UsageBudget,
): Promise<ToolOutcome> {
  const known = agent.workflowTools.find(({ description }) => description.name === tool);
  if (known === undefined) return failure(`There is no tool named "${tool}".`);
  return { content: await known.call(call.arguments, budget), isError: false };
}
