import type { JsonObject } from '../values/json.ts';
import type { ContentPart, ToolMessage } from '../model/messages.ts';
import type { RequestParams } from '../model/params.ts';
import { CALL_TOOL, LIST_TOOLS, TOOL_CALL_OPTIONS, type ToolCallRequest } from '../model/tool-call.ts';
import type { ToolDescription } from '../model/tools.ts';
import { currentWorkflow } from '../workflow/current.ts';
import { AgentServers } from './servers.ts';

/** What an agent is made from. */
export interface AgentOptions {
  readonly name: string;
  /** What the model is told to be. */
  readonly instruction?: string;
  /** The MCP servers whose tools the model may call, by their names in the settings. Default: none. */
  readonly serverNames?: readonly string[];
}

/** A model that an agent can attach: the class of a provider's package. */
export type LLMClass<T> = new (agent: Agent, defaults?: RequestParams) => T;

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
  readonly instruction: string | undefined;

  constructor(options: AgentOptions) {
    super(options.serverNames ?? []);
    this.name = options.name;
    this.instruction = options.instruction;
  }

  /**
   * Gives the agent a model.
   *
   * @param llm a provider's class, such as `OpenAIAugmentedLLM`
   * @param defaults what its calls use unless they say otherwise
   */
  async attachLLM<T>(llm: LLMClass<T>, defaults?: RequestParams): Promise<T> {
    return new llm(this, defaults);
  }

  /**
   * The tools of the agent's servers, as they list them now.
   *
   * @throws {@link ActivityError} when a server cannot be reached
   */
  async listTools(): Promise<ReadonlyMap<string, readonly ToolDescription[]>> {
    const ctx = currentWorkflow();
    const lists = await Promise.all(
      this.serverNames.map((server) =>
        ctx.executeActivity<ToolDescription[]>(LIST_TOOLS, { server }, TOOL_CALL_OPTIONS),
      ),
    );
    return new Map(this.serverNames.map((server, index) => [server, lists[index] ?? []]));
  }

  /**
   * Calls a tool without asking a model. A tool that says it failed gives `isError`.
   *
   * @throws {@link ActivityError} when the server could not be asked, or the call's outcome is unknown
   */
  async callTool(
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
    const ctx = currentWorkflow();
    const request: ToolCallRequest = {
      server,
      tool,
      arguments: args,
      toolCallId: ctx.uuid(),
      repeatable: options.repeatable ?? false,
    };
    const { content, isError, structuredContent } = await ctx.executeActivity<ToolMessage>(
      CALL_TOOL,
      request,
      TOOL_CALL_OPTIONS,
    );
    return { content, isError, ...(structuredContent !== undefined && { structuredContent }) };
  }

  /** Ends the agent. Connections belong to the executor and are closed with it. */
  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
