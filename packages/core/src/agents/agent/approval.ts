import { TimeoutError } from '../../runtime/errors/workflow.ts';
import type { ToolCall } from '../model/messages.ts';
import type { Duration } from '../../runtime/values/duration.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { people } from './human-input.ts';

/** Selects the tools that require human approval. */
export interface ApprovalPolicy {
  /** Tool names as the server or function defines them. `*` matches any characters: `delete_*`. */
  readonly tools: readonly string[];
  /** Maximum time to wait. An approval that times out counts as rejected. Default: no limit. */
  readonly timeout?: Duration;
}

/**
 * Requests approval of a call if the policy requires it.
 *
 * @returns why the call is rejected, in words for the model; `undefined` if it may proceed
 */
export async function approvalRejection(
  ctx: WorkflowContext,
  agent: string,
  policy: ApprovalPolicy | undefined,
  { name, target, arguments: args }: ToolCall,
): Promise<string | undefined> {
  const tool = target?.tool ?? name;
  if (policy === undefined || !policy.tools.some((pattern) => matches(pattern, tool))) return undefined;
  const server = target?.kind === 'server' ? { server: target.server } : {};
  const question = { kind: 'approval', tool, arguments: args, ...server } as const;
  try {
    const { approved, reason } = await people(ctx).ask(agent, question, policy.timeout);
    if (approved) return undefined;
    return `The tool was not called: a human rejected the call${reason === undefined ? '' : `, because: ${reason}`}.`;
  } catch (error) {
    if (!TimeoutError.isInstance(error)) throw error;
    return 'The tool was not called: no human approved the call in time.';
  }
}

function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === name;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
