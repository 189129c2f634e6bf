import { TurnLimitError } from '../errors/model.ts';
import { type Conversation, openConversation } from '../model/conversation.ts';
import {
  type AssistantMessage,
  type ContentPart,
  type Message,
  type ToolCall,
  type ToolMessage,
} from '../model/messages.ts';
import type { RequestParams } from '../model/params.ts';
import {
  type ModelAnswer,
  type ModelCall,
  modelActivityName,
  MODEL_CALL_OPTIONS,
} from '../model/provider.ts';
import { CALL_TOOL, TOOL_CALL_OPTIONS, type ToolCallRequest } from '../model/tool-call.ts';
import type { WorkflowContext } from '../workflow/context.ts';
import { currentWorkflow } from '../workflow/current.ts';
import type { Agent } from './agent.ts';

const DEFAULT_TURNS = 10;

/**
 * A model with an agent's instruction, tools and memory. mcp-agent's `AugmentedLLM`. A provider's package
 * extends it by naming itself.
 */
export abstract class AugmentedLLM {
  /** The provider's name: `openai` has its model called by the activity `llm.openai.complete`. */
  abstract readonly provider: string;

  readonly agent: Agent;
  readonly #defaults: RequestParams;
  #conversation: Conversation | undefined;

  constructor(agent: Agent, defaults: RequestParams = {}) {
    this.agent = agent;
    this.#defaults = defaults;
  }

  /** What was said so far. */
  get history(): readonly Message[] {
    return this.#conversation?.messages ?? [];
  }

  /**
   * Asks the model, calls the tools that it wants called, tells it what they gave, and asks again until it
   * calls none.
   *
   * @param message what the user says
   * @returns the model's messages, the last of which calls no tool
   * @throws {@link ActivityError} when the model or a server cannot be reached, with the reason as `cause`
   * @throws {@link TurnLimitError} when the model still calls tools after `maxIterations` turns
   */
  async generate(
    message: string | readonly ContentPart[],
    params: RequestParams = {},
  ): Promise<AssistantMessage[]> {
    const ctx = currentWorkflow();
    const {
      maxIterations = DEFAULT_TURNS,
      parallelToolCalls = true,
      useHistory = true,
      systemPrompt,
      ...request
    } = {
      ...this.#defaults,
      ...params,
    };
    const conversation = this.#converse(ctx, useHistory, systemPrompt);
    const content: readonly ContentPart[] =
      typeof message === 'string' ? [{ type: 'text', text: message }] : message;
    conversation.addOwn((id) => ({ id, role: 'user', content }));

    const answers: AssistantMessage[] = [];
    for (let turn = 0; turn < maxIterations; turn += 1) {
      const call: ModelCall = {
        conversation: conversation.ref(),
        unsent: conversation.takeUnsent(),
        servers: this.agent.serverNames,
        params: request,
      };
      const answer = await ctx.executeActivity<ModelAnswer>(
        modelActivityName(this.provider),
        call,
        MODEL_CALL_OPTIONS,
      );
      conversation.add(answer.message);
      answers.push(answer.message);
      if (answer.message.toolCalls.length === 0) return answers;
      await callTools(ctx, conversation, answer.message.toolCalls, parallelToolCalls);
    }
    throw new TurnLimitError(
      `The model of agent "${this.agent.name}" still calls tools after ${maxIterations} turns. ` +
        'Raise maxIterations, or tell it in its instruction when to stop.',
      { limit: maxIterations },
    );
  }

  /**
   * Like {@link generate}, and gives the text of the model's last message.
   *
   * @example
   * ```ts
   * const answer = await llm.generateStr('What is the capital of France?', { maxIterations: 3 });
   * ```
   */
  async generateStr(message: string | readonly ContentPart[], params: RequestParams = {}): Promise<string> {
    const answers = await this.generate(message, params);
    return answers.at(-1)?.text ?? '';
  }

  #converse(ctx: WorkflowContext, useHistory: boolean, systemPrompt: string | undefined): Conversation {
    if (useHistory && this.#conversation !== undefined) return this.#conversation;
    const conversation = openConversation(ctx.inbox, ctx.nextConversationId());
    const instruction = systemPrompt ?? this.agent.instruction;
    if (instruction !== undefined)
      conversation.addOwn((id) => ({ id, role: 'system', content: instruction }));
    if (useHistory) this.#conversation = conversation;
    return conversation;
  }
}

/** Calls the tools of one answer and adds what they gave in the order in which the model asked. */
async function callTools(
  ctx: WorkflowContext,
  conversation: Conversation,
  calls: readonly ToolCall[],
  parallel: boolean,
): Promise<void> {
  const first = conversation.length;
  const results: (ToolMessage | undefined)[] = [];
  if (parallel) {
    const settled = await Promise.allSettled(
      calls.map((call, index) => callTool(ctx, call, conversation.id, first + index)),
    );
    for (const result of settled) {
      if (result.status === 'rejected') throw result.reason;
      results.push(result.value);
    }
  } else {
    for (const [index, call] of calls.entries()) {
      results.push(await callTool(ctx, call, conversation.id, first + index));
    }
  }
  for (const [index, call] of calls.entries()) {
    const result = results[index];
    if (result !== undefined) conversation.add(result);
    else conversation.addOwn((id) => refusal(id, call));
  }
}

async function callTool(
  ctx: WorkflowContext,
  call: ToolCall,
  conversation: string,
  index: number,
): Promise<ToolMessage | undefined> {
  if (call.target?.kind !== 'server' || call.invalidArguments !== undefined) return undefined;
  const request: ToolCallRequest = {
    server: call.target.server,
    tool: call.target.tool,
    arguments: call.arguments,
    toolCallId: call.id,
    repeatable: call.repeatable,
    place: { conversation, index },
  };
  return ctx.executeActivity<ToolMessage>(CALL_TOOL, request, TOOL_CALL_OPTIONS);
}

/** A model that makes up a tool, or writes arguments that nobody can read, is told so, and may do better. */
function refusal(id: string, call: ToolCall): ToolMessage {
  const reason = call.target === undefined ? undefined : call.invalidArguments;
  return {
    id,
    role: 'tool',
    toolCallId: call.id,
    content: [{ type: 'text', text: reason ?? `There is no tool named "${call.name}".` }],
    isError: true,
  };
}
