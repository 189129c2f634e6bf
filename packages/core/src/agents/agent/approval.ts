import { TimeoutError } from '../../runtime/errors/workflow.ts';
import type { ToolCall, ToolTarget } from '../model/messages.ts';
import { selects } from '../model/tool-pattern.ts';
import type { Duration } from '../../runtime/values/duration.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import { type ApprovalRequest, people } from './human-input.ts';

/** Selects the tools that require human approval. */
export interface ApprovalPolicy {
  /**
   * Tool names: as the server or function defines them, as the model sees them, or `server/tool`. `*` matches any
   * characters: `delete_*`. A name that starts with `!` needs no approval: `['!read_*', '!list_*']` is all but these. A
   * name that matches no tool is logged.
   */
  readonly tools: readonly string[];
  /** Maximum time to wait. An approval that times out counts as rejected. Default: no limit. */
  readonly timeout?: Duration;
}

/** Where a call runs that may need approval. */
export type RunnableTarget = Exclude<ToolTarget, { readonly kind: 'search' }>;

interface RunnableCall extends ToolCall {
  readonly target: RunnableTarget;
}

interface ApprovingAgent {
  readonly name: string;
  readonly approval: ApprovalPolicy | undefined;
}

/** What a person approved last of a tool. */
interface Approved {
  readonly definition: string | undefined;
  /** Whether later calls need no approval while the definition stays the same. */
  readonly remember: boolean;
}

const approvals: (ctx: WorkflowContext) => Map<string, Approved> = perRun(() => new Map());

/**
 * Requests approval of a call if the policy requires it.
 *
 * @returns why the call is rejected, in words for the model; `undefined` if it may proceed
 */
export async function approvalRejection(
  ctx: WorkflowContext,
  agent: ApprovingAgent,
  call: RunnableCall,
): Promise<string | undefined> {
  const { name, approval: policy } = agent;
  if (policy === undefined || !selects(policy.tools, call)) return undefined;
  const key = JSON.stringify([name, call.target]);
  const before = approvals(ctx).get(key);
  const changed = before !== undefined && before.definition !== call.definition;
  if (before?.remember === true && !changed) return undefined;
  if (changed) warnOfChange(ctx, agent, call);
  try {
    const {
      approved,
      reason,
      remember = false,
    } = await people(ctx).ask(name, questionOf(call, changed), policy.timeout);
    if (approved) {
      approvals(ctx).set(key, { definition: call.definition, remember });
      return undefined;
    }
    return `The tool was not called: a human rejected the call${reason === undefined ? '' : `, because: ${reason}`}.`;
  } catch (error) {
    if (!TimeoutError.isInstance(error)) throw error;
    return 'The tool was not called: no human approved the call in time.';
  }
}

function questionOf(
  { name, target, arguments: args, definition }: RunnableCall,
  changed: boolean,
): ApprovalRequest {
  return {
    kind: 'approval',
    tool: target.tool,
    name,
    arguments: args,
    ...(target.kind === 'server' && { server: target.server }),
    ...(definition !== undefined && { definition }),
    ...(changed && { changed }),
  };
}

function warnOfChange(
  ctx: WorkflowContext,
  { name }: ApprovingAgent,
  { target, definition = '' }: RunnableCall,
): void {
  const server = target.kind === 'server' ? target.server : '';
  ctx.logger.warn(
    `Tool "${target.tool}" of MCP server "${server}" changed after a person approved it: agent "${name}" requests ` +
      'approval again.',
    { server, tool: target.tool, definition },
  );
}
