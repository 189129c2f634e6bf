import type { SamplingAnswer, SamplingRequest } from '../mcp/sampling.ts';
import type { Conversation } from '../model/conversation.ts';
import { type ModelInput, toMessages } from '../model/input.ts';
import { type AssistantMessage, type Message, textOf } from '../model/messages.ts';
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
import type { AttachedLLM } from './attached-llm.ts';
import type { GenerateEvent, StructuredEvent } from './event.ts';
import { streamEvents } from './event-stream.ts';
import { Generation, type GenerationOptions, startConversation } from './generation.ts';
import { formOf, generateForm, withPartials } from './structured-generation.ts';

/**
 * A model with an agent's instruction, tools and history. mcp-agent's `AugmentedLLM`. A provider's package
 * extends it and sets {@link provider}.
 */
export abstract class AugmentedLLM implements AttachedLLM {
  /** The provider's name. The activity `llm.<provider>.complete` calls the model, such as `llm.openai.complete`. */
  abstract readonly provider: string;

  readonly #defaults: RequestParams;
  #agent: Agent;
  #conversation: Conversation | undefined;

  constructor(agent: Agent, defaults: RequestParams = {}) {
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
   * tool.
   *
   * @param message the user's message
   * @returns the model's messages, the last of which calls no tool
   * @throws {@link ActivityError} when the model or a server cannot be reached, with the reason as `cause`
   * @throws {@link TurnLimitError} when the model still calls tools after `maxIterations` turns
   * @throws {@link BudgetExceededError} when the model is not done within `limit`
   */
  generate(message: ModelInput, params: RequestParams = {}): Promise<AssistantMessage[]> {
    return this.#asStep('generate', async () => {
      const generation = this.#begin(message, params);
      await this.#finish(generation, () => generation.run());
      return generation.answers;
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
      return answers.at(-1)?.text ?? '';
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
    return this.#asStep('generateStructured', () => {
      const { name: _, maxRepairs: __, ...asked } = params;
      const form = formOf(schema, params);
      const generation = this.#begin(message, asked, { output: form.output });
      return this.#finish(generation, () => generateForm(generation, form));
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
  async *generateStream(
    message: ModelInput,
    params: StreamParams = {},
  ): AsyncGenerator<GenerateEvent, AssistantMessage[], undefined> {
    const { interval = 200, ...asked } = params;
    return yield* streamEvents<GenerateEvent, AssistantMessage[]>(async (tell) => {
      const generation = this.#begin(message, asked, { tell, intervalMs: toMilliseconds(interval) });
      await this.#finish(generation, () => generation.run());
      return generation.answers;
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
  async *generateStructuredStream<T>(
    message: ModelInput,
    schema: Schema<T>,
    params: StructuredStreamParams = {},
  ): AsyncGenerator<StructuredEvent<T>, T, undefined> {
    const { interval = 200, name: _, maxRepairs: __, ...asked } = params;
    const form = formOf(schema, params);
    return yield* streamEvents<StructuredEvent<T>, T>(async (emit) => {
      const { output } = form;
      const tell = withPartials(emit, output);
      const generation = this.#begin(message, asked, { output, tell, intervalMs: toMilliseconds(interval) });
      return this.#finish(generation, () => generateForm(generation, form, () => tell({ type: 'restart' })));
    });
  }

  /** @internal Answers a server's sampling request: one model call without tools, outside the agent's conversation. */
  async sample(request: SamplingRequest): Promise<SamplingAnswer> {
    const { systemPrompt, messages, maxTokens, temperature, stopSequences } = request;
    const { model, reasoningEffort } = this.#defaults;
    const bare = new Agent({
      name: this.#agent.name,
      ...(systemPrompt !== undefined && { instruction: systemPrompt }),
    });
    const ctx = currentWorkflow();
    const generation = this.#generation(ctx, messages, bare, startConversation(ctx, bare), {
      params: {
        maxTokens,
        ...(model !== undefined && { model }),
        ...(reasoningEffort !== undefined && { reasoningEffort }),
        ...(temperature !== undefined && { temperature }),
        ...(stopSequences !== undefined && { stopSequences }),
      },
    });
    const answer = await generation.run();
    const { text, stopReason } = answer.message;
    return {
      content: [{ type: 'text', text }],
      model: answer.model,
      stopReason: stopReason === 'max_tokens' ? 'maxTokens' : 'endTurn',
    };
  }

  #asStep<T>(method: string, fn: () => Promise<T>): Promise<T> {
    return asStep(`agent "${this.#agent.name}" ${method}`, fn);
  }

  #begin(
    message: ModelInput,
    params: RequestParams,
    more: Pick<GenerationOptions, 'output' | 'tell' | 'intervalMs'> = {},
  ): Generation {
    const ctx = currentWorkflow();
    const merged = { ...this.#defaults, ...params };
    const { useHistory = true, systemPrompt } = merged;
    let conversation = useHistory ? this.#conversation : undefined;
    conversation ??= startConversation(ctx, this.#agent, systemPrompt);
    if (useHistory) this.#conversation = conversation;
    return this.#generation(ctx, toMessages(message), this.#agent, conversation, { params: merged, ...more });
  }

  #generation(
    ctx: WorkflowContext,
    messages: SamplingRequest['messages'],
    agent: Agent,
    conversation: Conversation,
    more: Pick<GenerationOptions, 'params' | 'output' | 'tell' | 'intervalMs'>,
  ): Generation {
    for (const { role, content } of messages) {
      conversation.addFromWorkflow((id) =>
        role === 'user' ? { id, role, content } : { id, role, text: textOf(content), toolCalls: [] },
      );
    }
    return new Generation({ ctx, provider: this.provider, agent, conversation, ...more });
  }

  /** After a handoff, the active agent keeps the conversation. */
  async #finish<T>(generation: Generation, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } finally {
      if (generation.agent !== this.#agent) {
        this.#agent = generation.agent;
        this.#conversation = generation.conversation;
      }
    }
  }
}
