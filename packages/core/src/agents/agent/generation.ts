import type { OutputForm } from '../model/answer-form.ts';
import { type Conversation, nextConversationId, openConversation } from '../model/conversation.ts';
import type { AssistantMessage, ToolCall } from '../model/messages.ts';
import { modelParams, type RequestParams } from '../model/params.ts';
import {
  type ModelAnswer,
  type ModelCall,
  modelActivityName,
  MODEL_CALL_OPTIONS,
} from '../model/provider.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import type { Agent } from './agent.ts';
import { UsageBudget } from './budget.ts';
import type { GenerateEvent } from './event.ts';
import { handoffTool } from './handoff.ts';
import { budgetFor } from './run-budget.ts';
import { AnswerStream } from './stream-inbox.ts';
import { callTool, type ToolOutcome } from './tool-calls.ts';
import { Turns } from './turns.ts';
import { countAnswer } from './usage-tree.ts';

/** Options of a {@link Generation}. */
export interface GenerationOptions {
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
    const { maxIterations, limit = {} } = options.params;
    this.#turns = new Turns(maxIterations);
    this.#limit = UsageBudget.from(limit);
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
      const answer = await this.#ask();
      const { message } = answer;
      this.#conversation.add(message);
      this.answers.push(message);
      if (message.toolCalls.length === 0) return answer;
      await this.#callTools(message.toolCalls);
    }
  }

  /** Requests another answer in place of the last. */
  async again(reason: string): Promise<ModelAnswer> {
    this.#conversation.addFromWorkflow((id) => ({
      id,
      role: 'user',
      content: [{ type: 'text', text: reason }],
    }));
    return this.run();
  }

  async #ask(): Promise<ModelAnswer> {
    const { ctx, provider, tell, intervalMs = 0 } = this.#options;
    const budget = budgetFor(ctx, this.#agent, this.#limit);
    this.#turns.begin(this.#agent.name);
    budget.check(ctx, this.#agent.name);
    const stream = tell === undefined ? undefined : new AnswerStream(ctx, tell);
    try {
      const call = this.#call(stream === undefined ? {} : { stream: { id: stream.id, intervalMs } });
      const answer = await ctx.executeActivity<ModelAnswer>(
        modelActivityName(provider),
        call,
        MODEL_CALL_OPTIONS,
      );
      countAnswer(ctx, this.#agent.name, answer);
      budget.count(answer);
      stream?.complete(answer.message.text);
      const { model, usage, cost } = answer;
      tell?.({ type: 'message', message: answer.message });
      tell?.({ type: 'usage', model, usage, ...(cost !== undefined && { cost }) });
      return answer;
    } finally {
      stream?.close();
    }
  }

  #call(more: Pick<ModelCall, 'stream'>): ModelCall {
    const { params, output } = this.#options;
    const { serverNames, functions, workflowTools, handoffs } = this.#agent;
    const own = [...workflowTools.map(({ description }) => description), ...handoffs.map(handoffTool)];
    return {
      conversation: this.#conversation.ref(),
      unsent: this.#conversation.drainUnsent(),
      servers: serverNames,
      ...(functions.length > 0 && {
        functions: functions.map((tool) => (typeof tool === 'string' ? tool : tool.name)),
      }),
      ...(own.length > 0 && { workflowTools: own }),
      params: modelParams(params),
      ...(output !== undefined && { output }),
      ...more,
    };
  }

  /** Runs the tool calls of one answer and adds the results in the order of the calls. */
  async #callTools(calls: readonly ToolCall[]): Promise<void> {
    const { tell, params } = this.#options;
    for (const call of calls) tell?.({ type: 'tool_call', call });
    const first = this.#conversation.length;
    const outcomes: ToolOutcome[] = [];
    if (params.parallelToolCalls ?? true) {
      const settled = await Promise.allSettled(
        calls.map((call, index) => this.#callTool(call, first + index)),
      );
      for (const result of settled) {
        if (result.status === 'rejected') throw result.reason;
        outcomes.push(result.value);
      }
    } else {
      for (const [index, call] of calls.entries()) outcomes.push(await this.#callTool(call, first + index));
    }
    for (const [index, outcome] of outcomes.entries()) this.#add(outcome, calls[index]?.id ?? '');
    this.#handOver(calls);
  }

  #callTool(call: ToolCall, index: number): Promise<ToolOutcome> {
    const next = this.#nextAgent(call);
    if (next !== undefined) {
      const content = [{ type: 'text', text: `The agent "${next.name}" continues.` } as const];
      return Promise.resolve({ content, isError: false });
    }
    const { ctx } = this.#options;
    const place = { conversation: this.#conversation.id, index };
    return callTool(ctx, this.#agent, call, place, budgetFor(ctx, this.#agent, this.#limit));
  }

  #add(outcome: ToolOutcome, toolCallId: string): void {
    if ('message' in outcome) this.#conversation.add(outcome.message);
    else this.#conversation.addFromWorkflow((id) => ({ id, role: 'tool', toolCallId, ...outcome }));
    const message = this.#conversation.messages.at(-1);
    if (message?.role === 'tool') this.#options.tell?.({ type: 'tool_result', message });
  }

  #nextAgent({ target }: ToolCall): Agent | undefined {
    if (target?.kind !== 'workflow') return undefined;
    return this.#agent.handoffs.find((agent) => handoffTool(agent).name === target.tool);
  }

  /** Hands over to the first agent that the model named, with its own instruction and the conversation so far. */
  #handOver(calls: readonly ToolCall[]): void {
    const next = calls.map((call) => this.#nextAgent(call)).find((agent) => agent !== undefined);
    if (next === undefined) return;
    const { ctx, tell } = this.#options;
    const said = this.#conversation.messages.filter(({ role }) => role !== 'system');
    const conversation = startConversation(ctx, next);
    // Assign new ids: the ids of messages created by the workflow depend on their index.
    for (const [index, message] of said.entries()) conversation.add({ ...message, id: `h${index}` });
    this.#conversation = conversation;
    this.#agent = next;
    tell?.({ type: 'handoff', agent: next.name });
  }
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
