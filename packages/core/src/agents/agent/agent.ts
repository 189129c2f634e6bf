import type { ElicitationAnswer, ElicitationRequest } from '../mcp/elicitation.ts';
import type { FunctionTool } from '../model/function-tool.ts';
import type { Duration } from '../../runtime/values/duration.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import type { ContentPart } from '../model/messages.ts';
import type { RequestParams } from '../model/params.ts';
import { LIST_TOOLS, TOOL_CALL_OPTIONS, type ToolCallRequest } from '../model/tool-call.ts';
import type { ToolDescription } from '../model/tools.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { asStep } from '../../runtime/workflow/as-step.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import type { WorkflowTool } from './agent-tool.ts';
import type { ApprovalPolicy } from './approval.ts';
import type { AugmentedLLM } from './augmented-llm.ts';
import { people } from './human-input.ts';
import { humanInputTool } from './human-input-tool.ts';
import { serverAnswers } from './server-answers.ts';
import { callServerTool } from './tool-calls.ts';
import { AgentServers } from './servers.ts';

/** What an agent is made from. */
export interface AgentOptions {
  readonly name: string;
  /** What the model is told to be, or what says it when a conversation begins. */
  readonly instruction?: string | ((ctx: WorkflowContext) => string);
  /** What the agent is good for, told to the models of others that may hand over to it. */
  readonly description?: string;
  /** The MCP servers whose tools the model may call, by their names in the settings. Default: none. */
  readonly serverNames?: readonly string[];
  /**
   * Functions that the model may call, made by {@link defineTool}; or their names, where the workflow must not
   * import the file that defines them.
   */
  readonly functions?: readonly (FunctionTool | string)[];
  /** Other agents that the model may ask, made by {@link agentTool}. */
  readonly agents?: readonly WorkflowTool[];
  /** Agents that the model may give the conversation to; a function, where they may give it back. */
  readonly handoffs?: readonly Agent[] | (() => readonly Agent[]);
  /** Whether the model may ask a person, by a tool. Default: false. */
  readonly humanInput?: boolean | { readonly timeout?: Duration };
  /** Which tools are called only if a person lets them. Default: none. */
  readonly approval?: ApprovalPolicy;
  /**
   * Whether the agent's servers may ask its model while they do what they are called for: MCP's sampling.
   * Default: false.
   */
  readonly sampling?: boolean;
  /**
   * Who answers the agent's servers when they ask a person something: MCP's elicitation. `person` puts it among
   * the {@link humanInputRequests}; a function answers itself, in workflow code. Default: nobody, and the servers
   * know it.
   */
  readonly elicitation?: 'person' | ElicitationHandler;
}

/** Answers a server that asks for something. What it throws refuses the server. */
export type ElicitationHandler = (
  request: ElicitationRequest,
) => ElicitationAnswer | Promise<ElicitationAnswer>;

/** What a person is asked. */
export interface HumanInputRequest {
  readonly prompt: string;
  /** What the prompt is about, for who does not know. */
  readonly description?: string;
  /** How long the person has. Default: that of the agent's `humanInput`, or no limit. */
  readonly timeout?: Duration;
}

/** A model that an agent can attach: the class of a provider's package. */
export type LLMClass<T extends AugmentedLLM> = new (agent: Agent, defaults?: RequestParams) => T;

/**
 * An agent: an instruction and the servers whose tools a model may use for it. mcp-agent's `Agent`.
 *
 * It opens nothing: servers are started and models reached by activities, where the worker has them.
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
  /** What the workflow itself does for the model: other agents, a person. */
  readonly workflowTools: readonly WorkflowTool[];
  readonly #instruction: AgentOptions['instruction'];
  readonly #handoffs: NonNullable<AgentOptions['handoffs']>;
  readonly #patience: Duration | undefined;
  #llm: AugmentedLLM | undefined;

  constructor(options: AgentOptions) {
    super(options.serverNames ?? [], {
      sampling: options.sampling ?? false,
      elicitation: options.elicitation !== undefined,
    });
    this.name = options.name;
    this.description = options.description;
    this.functions = [...(options.functions ?? [])];
    this.#handoffs = options.handoffs ?? [];
    this.approval = options.approval;
    this.sampling = options.sampling ?? false;
    this.elicitation = options.elicitation;
    this.#instruction = options.instruction;
    const { humanInput = false, agents = [] } = options;
    this.#patience = typeof humanInput === 'object' ? humanInput.timeout : undefined;
    this.workflowTools = humanInput === false ? [...agents] : [...agents, humanInputTool(this)];
  }

  /** What the model is told to be. */
  instruction(ctx: WorkflowContext): string | undefined {
    return typeof this.#instruction === 'function' ? this.#instruction(ctx) : this.#instruction;
  }

  /** Agents that the model may give the conversation to. */
  get handoffs(): readonly Agent[] {
    return typeof this.#handoffs === 'function' ? this.#handoffs() : this.#handoffs;
  }

  /** The model that was attached last. */
  get llm(): AugmentedLLM | undefined {
    return this.#llm;
  }

  /**
   * Gives the agent a model.
   *
   * @param llm a provider's class, such as `OpenAIAugmentedLLM`
   * @param defaults what its calls use unless they say otherwise
   */
  async attachLLM<T extends AugmentedLLM>(llm: LLMClass<T>, defaults?: RequestParams): Promise<T> {
    currentWorkflow();
    const attached = new llm(this, defaults);
    this.#llm = attached;
    return attached;
  }

  /**
   * Asks a person, and waits for what they say: until then the question is among the {@link humanInputRequests} of
   * the workflow, and {@link humanInputAnswer} answers it. The wait outlives the process where the engine is durable.
   *
   * @throws {@link TimeoutError} when nobody answers in time
   */
  requestHumanInput(question: HumanInputRequest): Promise<string> {
    const { timeout = this.#patience, ...asked } = question;
    return asStep(`agent "${this.name}" requestHumanInput`, async (ctx) => {
      const answer = await people(ctx).ask(this.name, { kind: 'input', ...asked }, timeout);
      return answer.text;
    });
  }

  /**
   * The tools of the agent's servers, as they list them now.
   *
   * @throws {@link ActivityError} when a server cannot be reached
   */
  listTools(): Promise<ReadonlyMap<string, readonly ToolDescription[]>> {
    return asStep(`agent "${this.name}" listTools`, async (ctx) => {
      const lists = await Promise.all(
        this.serverNames.map((server) =>
          ctx.executeActivity<ToolDescription[]>(LIST_TOOLS, { server }, TOOL_CALL_OPTIONS),
        ),
      );
      return new Map(this.serverNames.map((server, index) => [server, lists[index] ?? []]));
    });
  }

  /**
   * Calls a tool without asking a model. A tool that says it failed gives `isError`.
   *
   * @throws {@link ActivityError} when the server could not be asked, or the call's outcome is unknown
   */
  callTool(
    server: string,
    tool: string,
    args: JsonObject = {},
    options: { readonly repeatable?: boolean } = {},
  ): Promise<{
    readonly content: readonly ContentPart[];
    readonly isError: boolean;
    /** What the tool gave as data, which fits its output schema where it has one. */
    readonly structuredContent?: JsonObject;
  }> {
    return asStep(`agent "${this.name}" callTool "${tool}"`, async (ctx) => {
      const answers = serverAnswers(ctx, this);
      const request: ToolCallRequest = {
        server,
        tool,
        arguments: args,
        toolCallId: ctx.uuid(),
        repeatable: options.repeatable ?? false,
        ...(answers !== undefined && { answers }),
      };
      const { content, isError, structuredContent } = await callServerTool(ctx, this, request);
      return { content, isError, ...(structuredContent !== undefined && { structuredContent }) };
    });
  }

  /**
   * Ends the agent, and the sessions that it has of its own. Connections that all share belong to the executor and
   * are closed with it.
   */
  close(): Promise<void> {
    return this.sessions.close(this.name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
