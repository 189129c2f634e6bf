import type { ActivityContext } from '../activity/context.ts';
import { type Activity, defineActivity } from '../activity/definition.ts';
import { ServerStartError } from '../errors/mcp.ts';
import type { ActivityOptions } from '../activity/options.ts';
import { type OfferedTool, offerTools, type ToolDescription } from './tools.ts';
import { conversationCache } from './conversation-cache.ts';
import type { ConversationRef, PlacedMessage } from './conversation.ts';
import type { AssistantMessage, Message } from './messages.ts';
import type { RequestParams } from './params.ts';
import type { JsonObject } from '../values/json.ts';

/** What a model is asked: everything in neutral form, for the provider to translate. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
  readonly params: RequestParams;
}

/** How many tokens an answer took. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a model answered, in neutral form. */
export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly {
    readonly id: string;
    readonly name: string;
    /** Empty where `invalidArguments` is set. */
    readonly arguments: JsonObject;
    /**
     * Set where the model's arguments are no JSON object: what is wrong with them, in words for the model. The
     * call is answered with it and not made, so that the model can mend it.
     */
    readonly invalidArguments?: string;
  }[];
  /** The model that answered, as the service names it. */
  readonly model: string;
  readonly usage: Usage;
}

/** A model service: a name, and a translation. Everything else is core's. */
export interface ModelProvider {
  /** Such as `openai`: the provider's activity is `llm.openai.complete`. */
  readonly name: string;
  /**
   * Asks the model once, and does not try again by itself: retries are the engine's.
   *
   * @throws {@link ModelError}, `nonRetryable` where trying again cannot help, with `nextRetryDelayMs` where the
   * service says when
   */
  complete(request: ModelRequest, context: ActivityContext): Promise<ModelResponse>;
}

/** The input of a provider's activity: names and lengths, so that a history grows by what is new alone. */
export interface ModelCall {
  readonly conversation: ConversationRef;
  /** Messages that the workflow made since the last call. */
  readonly unsent: readonly PlacedMessage[];
  readonly servers: readonly string[];
  readonly params: RequestParams;
}

/** The result of a provider's activity. */
export interface ModelAnswer {
  readonly message: AssistantMessage;
  readonly model: string;
  readonly usage: Usage;
}

/** The name of a provider's activity. */
export function modelActivityName(provider: string): string {
  return `llm.${provider}.complete`;
}

/** How a model is called: patiently, because services are overloaded more often than they are gone. */
export const MODEL_CALL_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: { initialInterval: { seconds: 1 }, maximumInterval: { seconds: 30 }, maximumAttempts: 6 },
};

/**
 * Makes a provider's activity: it finds the conversation and the tools, asks the model, and resolves the tool
 * calls of the answer.
 */
export function defineModelProvider(provider: ModelProvider): Activity<ModelCall, ModelAnswer> {
  return defineActivity({
    name: modelActivityName(provider.name),
    options: MODEL_CALL_OPTIONS,
    run: async (call: ModelCall, context): Promise<ModelAnswer> => {
      const cache = await context.resource(conversationCache);
      const [messages, tools] = await Promise.all([
        cache.messages(call.conversation, call.unsent, context),
        listTools(call.servers, context),
      ]);
      const response = await provider.complete(
        { messages, tools: [...tools.values()], params: call.params },
        context,
      );
      const message: AssistantMessage = {
        id: `${context.info.activityId}.${context.info.attempt}`,
        role: 'assistant',
        text: response.text,
        toolCalls: response.toolCalls.map((toolCall) => {
          const offered = tools.get(toolCall.name);
          return {
            ...toolCall,
            ...(offered !== undefined && { target: { server: offered.server, tool: offered.tool.name } }),
            repeatable: offered?.tool.repeatable ?? false,
          };
        }),
      };
      cache.put(call.conversation.id, call.conversation.length, message);
      return { message, model: response.model, usage: response.usage };
    },
  });
}

async function listTools(
  servers: readonly string[],
  context: ActivityContext,
): Promise<ReadonlyMap<string, OfferedTool>> {
  const lists = await Promise.all(
    servers.map(async (server): Promise<[string, readonly ToolDescription[]]> => [
      server,
      await listServer(server, context),
    ]),
  );
  return offerTools(new Map(lists));
}

/** A model is waited for with patience; a server that did not start three times is told of at once. */
const MOST_SERVER_STARTS = 3;

async function listServer(server: string, context: ActivityContext): Promise<readonly ToolDescription[]> {
  try {
    return await context.tools.listTools(server, context.signal);
  } catch (error) {
    if (!ServerStartError.isInstance(error) || context.info.attempt < MOST_SERVER_STARTS) throw error;
    const { target, stderr, cause } = error;
    throw new ServerStartError(error.message, { server, target, stderr, cause, nonRetryable: true });
  }
}
