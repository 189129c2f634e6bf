import type { SamplingAnswer, SamplingRequest } from '../mcp/sampling.ts';
import type { Conversation } from '../model/conversation.ts';
import { type ModelInput, toMessages } from '../model/input.ts';
import { type AssistantMessage, type Message, textOf } from '../model/messages.ts';
import { checkParams } from '../model/check-params.ts';
import type {
  RequestParams,
  StreamParams,
  StructuredParams,
  StructuredStreamParams,
} from '../model/params.ts';
import type { Schema } from '../model/schema.ts';
import { toMilliseconds } from '../../runtime/values/duration.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import { Agent } from './agent.ts';
import type { AttachedLLM, CallingAgent } from './attached-llm.ts';
import type { GenerateEvent, StructuredEvent } from './event.ts';
import { streamEvents } from './event-stream.ts';
import { CallQueue } from './call-queue.ts';
import {
  answersOf,
  Generation,
  type GenerationOptions,
  startConversation,
  textOfAnswer,
} from './generation.ts';
import { resume } from './resume.ts';
import { budgetFor } from './limit-usage.ts';
import { samplingAnswer, samplingParams } from './sampling.ts';
import { formOf, generateForm, withPartials } from './structured-generation.ts';

/**
 * A model with an agent's instruction, tools and history. mcp-agent's `AugmentedLLM`. A provider's package
 * extends it and sets {@link provider}.
 */
export abstract class AugmentedLLM implements AttachedLLM {
  /** The provider's name. The activity `llm.<provider>.complete` calls the model, such as `llm.openai.complete`. */
  abstract readonly provider: string;

  readonly #defaults: RequestParams;
  readonly #queue = new CallQueue();
  #agent: Agent;
  #conversation: Conversation | undefined;

  constructor(agent: Agent, defaults: RequestParams = {}) {
    checkParams(defaults, 'request', 'defaults');
    this.#agent = agent;
    this.#defaults = defaults;
  }

  /** The active agent: the one that the model was attached to, or the last one that took over. */
  get agent(): Agent {
    return this.#agent;
  }

  /** Messages of the conversation so far. */
  get history(): readonly Message[] {
    return this.#conversation?.messages ?? [];
  }

  /**
   * Calls the model, runs the tools that it calls, sends their results back, and repeats until it calls no
   * tool. Concurrent calls that use the history run one after the other. Do not await one in a tool or an elicitation
   * handler of a call to the same model: it would wait for itself.
   *
   * @param message the user's message
   * @returns the model's messages, the last of which calls no tool
   * @throws {@link ActivityError} when the model or a server cannot be reached, with the reason as `cause`
   * @throws {@link TurnLimitError} when the model still calls tools after `maxIterations` turns
   * @throws {@link BudgetExceededError} when the model is not done within `limit`
   */
  generate(message: ModelInput, params: RequestParams = {}): Promise<AssistantMessage[]> {
    return this.#asStep('generate', async () => {
      checkParams(params);
      return this.#generate(message, params, {}, answersOf);
    });
  }

  /**
   * Like {@link generate}, but returns the text of the model's last message.
   *
   * @example
   * ```ts
   * const answer = await llm.generateStr('What is the capital of France?', { maxIterations: 3 });
   * ```
   */
  generateStr(message: ModelInput, params: RequestParams = {}): Promise<string> {
    return this.#asStep('generateStr', async () => {
      const answers = await this.generate(message, params);
      return textOfAnswer(answers);
    });
  }

  /**
   * Like {@link generate}, but returns the last answer as a value that fits a schema. If an answer does not
   * fit, the model receives the violations and answers again.
   *
   * @param schema from a library that implements Standard Schema, such as zod, or created by {@link jsonSchema}
   * @throws {@link StructuredOutputError} when no answer fits
   * @throws {@link ModelRefusalError} when the model refuses
   *
   * @example
   * ```ts
   * const { city } = await llm.generateStructured('Where is the Louvre?', z.object({ city: z.string() }));
   * ```
   */
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params: StructuredParams = {}): Promise<T> {
    return this.#asStep('generateStructured', async () => {
      checkParams(params, 'structured');
      const { name: _, maxRepairs: __, ...asked } = params;
      const form = formOf(schema, params);
      const { output } = form;
      return this.#generate(message, asked, { output }, (generation) => generateForm(generation, form));
    });
  }

  /**
   * Like {@link generate}, but yields events while it runs: text as the model writes it, tool calls, tool
   * results and usage. The generator's return value is the result of {@link generate}. If the consumer stops
   * early, the work is cancelled.
   *
   * @example
   * ```ts
   * for await (const event of llm.generateStream('Tell me a story')) {
   *   if (event.type === 'text') draft += event.delta;
   *   if (event.type === 'restart') draft = '';
   * }
   * ```
   */
  generateStream(
    message: ModelInput,
    params: StreamParams = {},
  ): AsyncGenerator<GenerateEvent, AssistantMessage[], undefined> {
    return streamEvents(async (tell) => {
      checkParams(params, 'stream');
      const { interval = 200, ...asked } = params;
      const intervalMs = toMilliseconds(interval, 'params.interval');
      return this.#generate(message, asked, { tell, intervalMs }, answersOf);
    });
  }

  /**
   * Like {@link generateStructured}, but yields the events of {@link generateStream}, and the value so far while the
   * model writes it. The generator's return value is the result of {@link generateStructured}: validated and, if
   * necessary, requested again after a `restart` event.
   *
   * @example
   * ```ts
   * for await (const event of llm.generateStructuredStream('Plan a trip', Trip)) {
   *   if (event.type === 'partial') draft = event.value;
   *   if (event.type === 'restart') draft = undefined;
   * }
   * ```
   */
  generateStructuredStream<T>(
    message: ModelInput,
    schema: Schema<T>,
    params: StructuredStreamParams = {},
  ): AsyncGenerator<StructuredEvent<T>, T, undefined> {
    return streamEvents(async (emit) => {
      checkParams(params, 'structured-stream');
      const { interval = 200, name: _, maxRepairs: __, ...asked } = params;
      const form = formOf(schema, params);
      const { output } = form;
      const intervalMs = toMilliseconds(interval, 'params.interval');
      const tell = withPartials(emit, output);
      return this.#generate(message, asked, { output, tell, intervalMs }, (generation) =>
        generateForm(generation, form, () => tell({ type: 'restart' })),
      );
    });
  }

  /**
   * @internal Answers a server's sampling request: one model call without tools, outside the agent's conversation.
   *
   * @param agent the one that called the server
   * @param params of the call that it made
   */
  async sample(
    request: SamplingRequest,
    agent: CallingAgent,
    params: RequestParams,
  ): Promise<SamplingAnswer> {
    const { systemPrompt: instruction, messages } = request;
    const bare = new Agent({ name: agent.name, ...(instruction !== undefined && { instruction }) });
    const ctx = currentWorkflow();
    const limit = budgetFor(ctx, agent, params.limit);
    const asked = samplingParams(request, { ...params, limit });
    const generation = this.#start(ctx, messages, bare, startConversation(ctx, bare), { params: asked });
    return samplingAnswer(await generation.run());
  }

  #asStep<T>(method: string, fn: () => Promise<T>): Promise<T> {
    return asStep(`agent "${this.#agent.name}" ${method}`, fn);
  }

  /** Runs a generation. Those that use the history run one after the other. */
  #generate<T>(
    message: ModelInput,
    params: RequestParams,
    more: More,
    run: (generation: Generation) => Promise<T>,
  ): Promise<T> {
    const ctx = currentWorkflow();
    const merged = { ...this.#defaults, ...params };
    const { useHistory = true, systemPrompt } = merged;
    const messages = toMessages(message);
    const begin = (conversation = startConversation(ctx, this.#agent, systemPrompt)): Generation =>
      this.#start(ctx, messages, this.#agent, conversation, { ...more, params: merged });
    if (!useHistory) return run(begin());
    return this.#queue.run(ctx, this.#agent.name, async () => {
      if (this.#conversation !== undefined) resume(this.#conversation);
      const generation = begin(this.#conversation);
      this.#conversation = generation.conversation;
      try {
        return await run(generation);
      } finally {
        // After a handoff, the active agent keeps the conversation.
        this.#agent = generation.agent;
        this.#conversation = generation.conversation;
      }
    });
  }

  #start(
    ctx: WorkflowContext,
    messages: SamplingRequest['messages'],
    agent: Agent,
    conversation: Conversation,
    more: More & Pick<GenerationOptions, 'params'>,
  ): Generation {
    for (const { role, content } of messages) {
      conversation.addFromWorkflow((id) =>
        role === 'user' ? { id, role, content } : { id, role, text: textOf(content), toolCalls: [] },
      );
    }
    return new Generation({
      ctx,
      provider: this.provider,
      agent,
      conversation,
      sample: (request, caller, limit) => this.sample(request, caller, { ...more.params, limit }),
      callback: (code) => this.#queue.callback(code),
      ...more,
    });
  }
}

type More = Pick<GenerationOptions, 'output' | 'tell' | 'intervalMs'>;
