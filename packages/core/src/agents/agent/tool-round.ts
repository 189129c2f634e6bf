import type { SamplingAnswer, SamplingRequest } from '../mcp/sampling.ts';
import type { CallSettings } from '../calls/call-settings.ts';
import type { ToolCall } from '../model/messages.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { Agent } from './agent.ts';
import type { UsageBudget } from './budget.ts';
import { handoffTool } from './handoff.ts';
import { type AnsweringAgent, stopAnswering } from './server-answers.ts';
import { callTool, failure, type ToolOutcome } from './tool-calls.ts';

/** What the tool calls of an answer need. */
export interface ToolRoundOptions {
  readonly ctx: WorkflowContext;
  readonly agent: Agent;
  /** Id of the conversation. */
  readonly conversation: string;
  /** Index of the first result in the conversation. */
  readonly first: number;
  readonly concurrent: boolean;
  /** Timeouts and retries of the `generate`. */
  readonly callSettings: CallSettings | undefined;
  /** Budget in which the model calls of the tools and of the servers count, too. */
  readonly budget: UsageBudget;
  /** Answers a sampling request of a server. */
  readonly sample: (request: SamplingRequest, agent: Agent, limit: UsageBudget) => Promise<SamplingAnswer>;
  /** Runs code of the user for which the calls wait. */
  readonly callback: <T>(run: () => T) => T;
}

/** Results of the tool calls of an answer, and the agent that takes over, if one does. */
export interface ToolRound {
  /** One for each call, in the order of the calls. */
  readonly outcomes: readonly ToolOutcome[];
  readonly next?: Agent;
}

/** Runs the tool calls of one answer. It does not throw: an outcome has the error that ends the `generate`. */
export async function runToolCalls(
  calls: readonly ToolCall[],
  options: ToolRoundOptions,
): Promise<ToolRound> {
  const { agent } = options;
  const takers = calls.map(({ target }) =>
    target?.kind === 'workflow'
      ? agent.handoffs.find((other) => handoffTool(other).name === target.tool)
      : undefined,
  );
  const outcomes = await run(calls, takers, options);
  const next = takers.find((taker) => taker !== undefined);
  if (next === undefined) return { outcomes };
  const failed = outcomes.some((outcome) => 'error' in outcome);
  const settled = outcomes.map((outcome, index) => {
    const taker = takers[index];
    return taker === undefined ? outcome : handedOver(taker, index === takers.indexOf(next), failed);
  });
  return failed ? { outcomes: settled } : { outcomes: settled, next };
}

function handedOver({ name }: Agent, isFirst: boolean, failed: boolean): ToolOutcome {
  if (failed) return failure(`The agent "${name}" did not take over: another tool call failed.`);
  if (!isFirst) return failure(`The agent "${name}" did not take over: only the first handoff counts.`);
  return { content: [{ type: 'text', text: `The agent "${name}" continues.` }], isError: false };
}

async function run(
  calls: readonly ToolCall[],
  takers: readonly (Agent | undefined)[],
  options: ToolRoundOptions,
): Promise<readonly ToolOutcome[]> {
  const { ctx, agent, conversation, first, concurrent, callSettings, budget, callback } = options;
  const answering = answeringAgent(options);
  const one = async (call: ToolCall, index: number): Promise<ToolOutcome> =>
    takers[index] === undefined
      ? callTool(ctx, agent, call, {
          place: { conversation, index: first + index },
          calls: callSettings,
          budget,
          answering,
          callback,
        })
      : PENDING_HANDOFF;
  try {
    if (concurrent) return await Promise.all(calls.map(one));
    const outcomes: ToolOutcome[] = [];
    for (const [index, call] of calls.entries()) {
      const stopped = outcomes.some((outcome) => 'error' in outcome);
      outcomes.push(
        stopped ? failure('The tool was not called: an earlier call failed.') : await one(call, index),
      );
    }
    return outcomes;
  } finally {
    stopAnswering(ctx, answering);
  }
}

/** Replaced when it is known whether the handoff takes place. */
const PENDING_HANDOFF: ToolOutcome = { content: [], isError: false };

/** Servers that send requests during the calls use the model and the budget of this `generate`. */
function answeringAgent({ agent, budget, sample, callback }: ToolRoundOptions): AnsweringAgent {
  const { name, sampling, elicitation } = agent;
  return {
    name,
    sampling,
    elicitation:
      typeof elicitation === 'function' ? (request) => callback(() => elicitation(request)) : elicitation,
    sample: (request) => sample(request, agent, budget),
  };
}
