import type { OutputForm } from '../model/answer-form.ts';
import { type Conversation, nextConversationId, openConversation } from '../model/conversation.ts';
import type { AssistantMessage, ToolCall } from '../model/messages.ts';
import { modelParams, type RequestParams } from '../model/params.ts';
import { type ModelAnswer, type ModelCall, modelActivityName } from '../model/model-call.ts';
import { CALL_ACTIVITY_OPTIONS } from '../calls/call-activity-options.ts';
import { sentOptions } from '../calls/call-options.ts';
import { checkToolChoice } from '../model/tool-choice.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { Agent } from './agent.ts';
import { UsageBudget } from './budget.ts';
import type { GenerateEvent } from './event.ts';
import { countFailedAttempts } from './failed-usage.ts';
import { handoffTool } from './handoff.ts';
import { budgetFor, reportUsage } from './limit-usage.ts';
import { AnswerStream } from './stream-inbox.ts';
import { withinTime } from './time-limit.ts';
import { failure, type ToolOutcome } from './tool-calls.ts';
import { runToolCalls, type ToolRound, type ToolRoundOptions } from './tool-round.ts';
import { withAllowedTools } from './tool-options.ts';
import { Turns } from './turns.ts';
import { countAnswer } from './usage-tree.ts';

/** Options of a {@link Generation}. */
export interface GenerationOptions extends Pick<ToolRoundOptions, 'sample' | 'callback'> {
  readonly ctx: WorkflowContext;
  readonly provider: string;
  readonly agent: Agent;
  readonly conversation: Conversation;
  readonly params: RequestParams;
  readonly output?: OutputForm;
  /** Receives the events. If set, the model streams its answers. */
  readonly tell?: (event: GenerateEvent) => void;
  /** Minimum interval between two updates from the model. */
  readonly intervalMs?: number;
}

/** The last answer at the turn limit, with `onTurnLimit: 'answer'`. */
const LAST_ANSWER = 'You cannot call more tools. Answer now, with what you know so far.';

/** One `generate`: calls the model and its tools until the model calls no tool. */
export class Generation {
  readonly answers: AssistantMessage[] = [];
  readonly #options: GenerationOptions;
  readonly #turns: Turns;
  readonly #limit: UsageBudget;
  #agent: Agent;
  #conversation: Conversation;

  constructor(options: GenerationOptions) {
    this.#options = options;
    this.#turns = new Turns(options.params);
    this.#limit = UsageBudget.from(options.params.limit ?? {});
    this.#agent = options.agent;
    this.#conversation = options.conversation;
  }

  /** The active agent, which changes on a handoff. */
  get agent(): Agent {
    return this.#agent;
  }

  get conversation(): Conversation {
    return this.#conversation;
  }

  /** Calls the model until it calls no tool, and returns its last answer. */
  async run(): Promise<ModelAnswer> {
    for (;;) {
      const last = this.#turns.begin(this.#agent.name);
      const answer = await this.#ask(last);
      const { message } = answer;
      this.#conversation.add(message);
      this.answers.push(message);
      if (message.toolCalls.length > 0) await this.#callTools(message.toolCalls, last);
      else if (message.stopReason !== 'pause' || last) return answer;
    }
  }

  /** Requests another answer in place of the last. */
  async again(reason: string): Promise<ModelAnswer> {
    this.#turns.addCorrection();
    this.#conversation.addFromWorkflow((id) => ({
      id,
      role: 'user',
      content: [{ type: 'text', text: reason }],
    }));
    return this.run();
  }

  /** Calls the model once, within the budgets. */
  async #ask(last: boolean): Promise<ModelAnswer> {
    const { ctx, provider, tell, intervalMs = 0 } = this.#options;
    const conversation = this.#conversation;
    const agent = this.#agent.name;
    const budget = this.#budget();
    budget.check(ctx, agent, conversation.inputTokens);
    countFailedAttempts(ctx, conversation.id, { agent, budget });
    const stream = tell === undefined ? undefined : new AnswerStream(ctx, tell);
    try {
      const call: ModelCall = {
        ...this.#call(last),
        ...(stream !== undefined && { stream: { id: stream.id, intervalMs } }),
      };
      const answer = await withinTime(ctx, agent, budget, () =>
        ctx.executeActivity<ModelAnswer>(modelActivityName(provider), call, CALL_ACTIVITY_OPTIONS),
      );
      countAnswer(ctx, agent, answer);
      budget.count(answer);
      await reportUsage(ctx, answer);
      budget.checkPrice(answer);
      const { model, usage, cost, message } = answer;
      // An estimate may exceed what the next call sends.
      conversation.inputTokens = usage.estimated === true ? 0 : usage.inputTokens;
      stream?.complete(message.text);
      tell?.({ type: 'message', message });
      tell?.({ type: 'usage', model, usage, ...(cost !== undefined && { cost }) });
      return answer;
    } finally {
      stream?.close();
    }
  }

  #call(last: boolean): ModelCall {
    const { params, output } = this.#options;
    const { serverNames, functions, workflowTools, handoffs, offeredTools, calls } = this.#agent;
    const own = [...workflowTools.map(({ description }) => description), ...handoffs.map(handoffTool)];
    const asked = this.#turns.taken > 1 ? withoutToolChoice(params) : params;
    if (serverNames.length + functions.length + own.length === 0) checkToolChoice(asked, []);
    return {
      conversation: this.#conversation.ref(),
      unsent: this.#conversation.drainUnsent(),
      servers: serverNames,
      ...(functions.length > 0 && {
        functions: functions.map((tool) => (typeof tool === 'string' ? tool : tool.name)),
      }),
      ...(own.length > 0 && { workflowTools: own }),
      ...withAllowedTools(offeredTools, params.allowedTools),
      ...sentOptions('model', calls, params.calls),
      params: { ...modelParams(asked), ...(last && { toolChoice: 'none' }) },
      ...(output !== undefined && { output }),
      ...(last && { notice: LAST_ANSWER }),
    };
  }

  /** Runs the tool calls of one answer, and adds a result for each. */
  async #callTools(calls: readonly ToolCall[], last: boolean): Promise<void> {
    const { ctx, tell, params, sample, callback } = this.#options;
    for (const call of calls) tell?.({ type: 'tool_call', call });
    if (last) {
      const outcome = failure('The tool was not called: the turn limit is reached.');
      return this.#addAll(calls, { outcomes: calls.map(() => outcome) });
    }
    const agent = this.#agent;
    const budget = this.#budget();
    const { id: conversation, length: first } = this.#conversation;
    const concurrent = params.parallelToolCalls ?? true;
    await withinTime(ctx, agent.name, budget, async () => {
      const round = {
        ctx,
        agent,
        conversation,
        first,
        concurrent,
        callSettings: params.calls,
        budget,
        sample,
        callback,
      };
      this.#addAll(calls, await runToolCalls(calls, round));
    });
  }

  /** Adds the results of all calls, so that the conversation can continue also after an error. */
  #addAll(calls: readonly ToolCall[], { outcomes, next }: ToolRound): void {
    for (const [index, outcome] of outcomes.entries()) this.#add(outcome, calls[index]?.id ?? '');
    for (const outcome of outcomes) if ('error' in outcome) throw outcome.error;
    if (next !== undefined) this.#handOver(next);
  }

  #add(outcome: ToolOutcome, toolCallId: string): void {
    if ('message' in outcome) this.#conversation.add(outcome.message);
    else {
      const { content, isError } = outcome;
      this.#conversation.addFromWorkflow((id) => ({ id, role: 'tool', toolCallId, content, isError }));
    }
    const message = this.#conversation.messages.at(-1);
    if (message?.role === 'tool') this.#options.tell?.({ type: 'tool_result', message });
  }

  /** The next agent continues with its own instruction and the conversation so far. */
  #handOver(next: Agent): void {
    const { ctx, tell } = this.#options;
    const said = this.#conversation.messages.filter(({ role }) => role !== 'system');
    const conversation = startConversation(ctx, next);
    // Assign new ids: the ids of messages created by the workflow depend on their index.
    for (const [index, message] of said.entries()) conversation.add({ ...message, id: `h${index}` });
    this.#conversation = conversation;
    this.#agent = next;
    tell?.({ type: 'handoff', agent: next.name });
  }

  #budget(): UsageBudget {
    return budgetFor(this.#options.ctx, this.#agent, this.#limit);
  }
}

/** Later answers may call any tool, unless the first must call none. */
function withoutToolChoice(params: RequestParams): RequestParams {
  const { toolChoice, ...rest } = params;
  return toolChoice === 'none' ? params : rest;
}

/** Runs a generation and returns all its answers. */
export async function answersOf(generation: Generation): Promise<AssistantMessage[]> {
  await generation.run();
  return generation.answers;
}

/** Returns the text of the last answer, with the parts before a pause of the service. */
export function textOfAnswer(answers: readonly AssistantMessage[]): string {
  const start = answers.findLastIndex(
    ({ stopReason }, index) => stopReason !== 'pause' && index < answers.length - 1,
  );
  return answers
    .slice(start + 1)
    .map(({ text }) => text)
    .join('');
}

/** Starts a conversation with the agent's system prompt. */
export function startConversation(ctx: WorkflowContext, agent: Agent, systemPrompt?: string): Conversation {
  const conversation = openConversation(ctx.inbox, nextConversationId(ctx));
  const instruction = systemPrompt ?? agent.instruction(ctx);
  if (instruction !== undefined) {
    conversation.addFromWorkflow((id) => ({ id, role: 'system', content: instruction }));
  }
  return conversation;
}
