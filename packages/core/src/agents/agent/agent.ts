import type { ElicitationHandler } from '../mcp/elicitation.ts';
import type { FunctionTool } from '../model/function-tool.ts';
import type { Duration } from '../../runtime/values/duration.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { ContentPart } from '../model/messages.ts';
import type { RequestParams, UsageLimit } from '../model/params.ts';
import type { OfferedTools } from '../model/model-call.ts';
import { LIST_TOOLS } from '../model/tool-call.ts';
import { CALL_ACTIVITY_OPTIONS } from '../calls/call-activity-options.ts';
import { checkCallOptions, sentOptions } from '../calls/call-options.ts';
import type { CallOptions, CallSettings } from '../calls/call-settings.ts';
import type { ToolDescription } from '../model/tools.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import type { ApprovalPolicy } from './approval.ts';
import type { AttachedLLM } from './attached-llm.ts';
import { UsageBudget } from './budget.ts';
import { people } from './human-input.ts';
import { humanInputTool } from './human-input-tool.ts';
import { type AnsweringAgent, stopAnswering } from './server-answers.ts';
import { callServerTool } from './tool-calls.ts';
import { AgentServers } from './servers.ts';
import { offeredTools, type ToolOptions } from './tool-options.ts';
import type { WorkflowTool } from './workflow-tool.ts';

/** Options of an {@link Agent}. */
export interface AgentOptions extends ToolOptions {
  readonly name: string;
  /** The system prompt, or a function that returns it when a conversation starts. */
  readonly instruction?: string | ((ctx: WorkflowContext) => string);
  /** Describes the agent to the models of agents that can hand over to it. */
  readonly description?: string;
  /** MCP servers whose tools the model may call, by their names in the settings. Default: none. */
  readonly serverNames?: readonly string[];
  /**
   * Functions that the model may call, created by {@link defineTool}. Use their names if the workflow must not
   * import the file that defines them.
   */
  readonly functions?: readonly (FunctionTool | string)[];
  /** Other agents that the model may call as tools, created by {@link agentTool}. */
  readonly agents?: readonly WorkflowTool[];
  /** Agents that the model may hand the conversation over to. Use a function if they can hand it back. */
  readonly handoffs?: readonly Agent[] | (() => readonly Agent[]);
  /** Whether the model may ask a human through a tool. Default: false. */
  readonly humanInput?: boolean | { readonly timeout?: Duration };
  /** Tools that require human approval. Default: none. */
  readonly approval?: ApprovalPolicy;
  /** Whether the agent's servers may call its model during a request: MCP's sampling. Default: false. */
  readonly sampling?: boolean;
  /**
   * Handles elicitation requests of the agent's servers: MCP's elicitation. `person` adds them to the
   * {@link humanInputRequests}; a function answers in workflow code. Default: the client does not declare the
   * capability.
   */
  readonly elicitation?: 'person' | ElicitationHandler;
  /**
   * Limit for all model calls of the agent in a workflow run, also as a tool of another agent and after a handoff.
   * Default: none.
   */
  readonly limit?: UsageLimit;
  /** Timeouts and retries of the agent's calls, in place of those of the settings, field by field. */
  readonly calls?: CallSettings;
}

/** A question for a human. */
export interface HumanInputRequest {
  readonly prompt: string;
  /** Context for a person who does not know what the prompt is about. */
  readonly description?: string;
  /** Maximum time to wait for the answer. Default: the timeout of the agent's `humanInput`, or no limit. */
  readonly timeout?: Duration;
}

/** A model class that an agent can attach, from a provider's package. */
export type LLMClass<T extends AttachedLLM> = new (agent: Agent, defaults?: RequestParams) => T;

/**
 * An agent: an instruction, and the tools that a model may use to follow it. mcp-agent's `Agent`.
 *
 * An agent opens no connections itself. Activities start the servers and call the models on the worker.
 *
 * @example
 * ```ts
 * await using agent = new Agent({ name: 'finder', instruction: 'Find the answer', serverNames: ['fetch'] });
 * const llm = await agent.attachLLM(OpenAIAugmentedLLM);
 * const answer = await llm.generateStr('What does https://example.com say?');
 * ```
 */
export class Agent extends AgentServers implements AsyncDisposable {
  readonly name: string;
  readonly description: string | undefined;
  readonly functions: readonly (FunctionTool | string)[];
  readonly approval: ApprovalPolicy | undefined;
  readonly sampling: boolean;
  readonly elicitation: 'person' | ElicitationHandler | undefined;
  readonly limit: UsageLimit | undefined;
  /** Tools that the workflow itself runs: other agents, human input. */
  readonly workflowTools: readonly WorkflowTool[];
  /** @internal What a model call of the agent says of its tools. */
  readonly offeredTools: OfferedTools;
  readonly #instruction: AgentOptions['instruction'];
  readonly #handoffs: NonNullable<AgentOptions['handoffs']>;
  readonly #patience: Duration | undefined;
  #llm: AttachedLLM | undefined;
  #params: RequestParams = {};

  constructor(options: AgentOptions) {
    const abilities = {
      sampling: options.sampling ?? false,
      elicitation: options.elicitation !== undefined,
    };
    super(options.serverNames ?? [], { ...abilities, calls: options.calls });
    this.name = options.name;
    this.description = options.description;
    this.functions = [...(options.functions ?? [])];
    this.#handoffs = options.handoffs ?? [];
    this.approval = options.approval;
    this.sampling = abilities.sampling;
    this.elicitation = options.elicitation;
    this.limit = options.limit;
    this.offeredTools = offeredTools(options, this.serverNames, options.approval, abilities);
    this.#instruction = options.instruction;
    const { humanInput = false, agents = [] } = options;
    this.#patience = typeof humanInput === 'object' ? humanInput.timeout : undefined;
    this.workflowTools =
      humanInput === false
        ? [...agents]
        : [...agents, humanInputTool((question) => this.requestHumanInput(question))];
  }

  /** Returns the system prompt. */
  instruction(ctx: WorkflowContext): string | undefined {
    return typeof this.#instruction === 'function' ? this.#instruction(ctx) : this.#instruction;
  }

  /** Agents that the model may hand the conversation over to. */
  get handoffs(): readonly Agent[] {
    return typeof this.#handoffs === 'function' ? this.#handoffs() : this.#handoffs;
  }

  /** The model that was attached last. */
  get llm(): AttachedLLM | undefined {
    return this.#llm;
  }

  /**
   * Attaches a model to the agent.
   *
   * @param llm a provider's class, such as `OpenAIAugmentedLLM`
   * @param defaults default request parameters of its calls
   */
  async attachLLM<T extends AttachedLLM>(llm: LLMClass<T>, defaults: RequestParams = {}): Promise<T> {
    currentWorkflow();
    const attached = new llm(this, defaults);
    this.#llm = attached;
    this.#params = defaults;
    return attached;
  }

  /**
   * Asks a human and waits for the answer. Until then, the question is listed in the workflow's
   * {@link humanInputRequests}; {@link humanInputAnswer} answers it. On a durable engine, the wait survives
   * process restarts.
   *
   * @throws {@link TimeoutError} when the question is not answered in time
   */
  requestHumanInput(question: HumanInputRequest): Promise<string> {
    const { timeout = this.#patience, ...asked } = question;
    return asStep(`agent "${this.name}" requestHumanInput`, async (ctx) => {
      const answer = await people(ctx).ask(this.name, { kind: 'input', ...asked }, timeout);
      return answer.text;
    });
  }

  /**
   * Lists the current tools of the agent's servers, by server.
   *
   * @throws {@link ActivityError} when a server cannot be reached
   */
  listTools(): Promise<ReadonlyMap<string, readonly ToolDescription[]>> {
    return asStep(`agent "${this.name}" listTools`, async (ctx) => {
      const { abilities } = this.offeredTools;
      const able = abilities === undefined ? {} : { abilities };
      const lists = await Promise.all(
        this.serverNames.map((server) => {
          const request = { server, ...able, ...sentOptions('tool', this.calls) };
          return ctx.executeActivity<ToolDescription[]>(LIST_TOOLS, request, CALL_ACTIVITY_OPTIONS);
        }),
      );
      return new Map(this.serverNames.map((server, index) => [server, lists[index] ?? []]));
    });
  }

  /**
   * Calls a tool directly, without a model. If the tool reports a failure, `isError` is true.
   *
   * @throws {@link ActivityError} when the server cannot be reached, or the outcome of the call is unknown
   */
  callTool(
    server: string,
    tool: string,
    args: JsonObject = {},
    options: CallOptions & { readonly repeatable?: boolean } = {},
  ): Promise<{
    readonly content: readonly ContentPart[];
    readonly isError: boolean;
    /** The tool's structured result, which fits its output schema if it has one. */
    readonly structuredContent?: JsonObject;
  }> {
    return asStep(`agent "${this.name}" callTool "${tool}"`, async (ctx) => {
      const { repeatable = false, ...own } = options;
      checkCallOptions('options', own);
      const sent = sentOptions('tool', this.calls, { tool: own });
      const call = { server, tool, arguments: args, toolCallId: ctx.uuid(), repeatable, ...sent };
      const answering = this.answering();
      try {
        const outcome = await callServerTool(ctx, this, call, answering);
        if (!('message' in outcome)) return { content: outcome.content, isError: outcome.isError };
        const { content, isError, structuredContent } = outcome.message;
        return { content, isError, ...(structuredContent !== undefined && { structuredContent }) };
      } finally {
        stopAnswering(ctx, answering);
      }
    });
  }

  /** @internal Answers the requests of a server during one call, within the limit of the model for one call. */
  protected override answering(): AnsweringAgent {
    const { name, sampling, elicitation } = this;
    const llm = this.#llm;
    const params = { ...this.#params, limit: UsageBudget.from(this.#params.limit ?? {}) };
    return {
      name,
      sampling,
      elicitation,
      ...(llm !== undefined && { sample: (request) => llm.sample(request, this, params) }),
    };
  }

  /** Closes the agent and its own sessions. Shared connections belong to the executor, which closes them. */
  close(): Promise<void> {
    return this.sessions.close(this.name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
