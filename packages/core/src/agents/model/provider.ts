import type { ActivityContext } from '../../runtime/activity/context.ts';
import { schemaChecker } from '../host/schema-checker.ts';
import { toolSource } from '../host/tool-source.ts';
import { type Activity, defineActivity } from '../../runtime/activity/activity.ts';
import { ServerStartError } from '../errors/mcp.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { type OfferedTool, offerTools, type ToolDescription } from './tools.ts';
import { type OutputForm, readOutput } from './answer-form.ts';
import { conversationCache } from './conversation-cache.ts';
import type { ConversationRef, PlacedMessage } from './conversation.ts';
import type { AssistantMessage, Message } from './messages.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { findFunctionTool } from './function-tool.ts';
import type { RequestParams } from './params.ts';
import { type ModelEvent, type StreamRequest, StreamSender } from './stream.ts';
import { argumentProblems } from './tool-arguments.ts';
import { costOf, type Usage } from './usage.ts';

/** A request to a model, in a provider-independent form that the provider translates. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
  readonly params: RequestParams;
  /** Requests a structured answer: JSON that fits a schema. */
  readonly output?: OutputForm;
}

/** A model's answer, in a provider-independent form. */
export interface ModelResponse {
  readonly text: string;
  readonly toolCalls: readonly {
    readonly id: string;
    readonly name: string;
    /** Empty if `invalidArguments` is set. */
    readonly arguments: JsonObject;
    /**
     * Set if the model's arguments are not a JSON object: what is wrong with them, in words for the model. The
     * model receives this text instead of a result and can correct the call.
     */
    readonly invalidArguments?: string;
  }[];
  /** The model that answered, as the service names it. */
  readonly model: string;
  readonly usage: Usage;
  /** Why the model stopped, if it did not finish normally. */
  readonly stopReason?: AssistantMessage['stopReason'];
  /** Sources that tools of the service found. */
  readonly sources?: AssistantMessage['sources'];
  /** Data that {@link ModelProvider.complete} needs in this message in the next call. */
  readonly providerData?: JsonValue;
  /** The service's id for the request. */
  readonly requestId?: string;
}

/** A model service: a name and a translation. Core does everything else. */
export interface ModelProvider {
  /** For example `openai`, whose activity is `llm.openai.complete`. */
  readonly name: string;
  /**
   * Calls the model once. Do not retry here: the engine retries the activity.
   *
   * @param emit receives parts of the answer while it streams; absent if the caller does not stream
   * @throws {@link ModelError}, with `nonRetryable` if a retry cannot help and `nextRetryDelayMs` if the
   * service specifies a delay
   */
  complete(
    request: ModelRequest,
    context: ActivityContext,
    emit?: (event: ModelEvent) => void,
  ): Promise<ModelResponse>;
}

/** Input of a provider's activity. It refers to the conversation, so the history grows only by new messages. */
export interface ModelCall {
  readonly conversation: ConversationRef;
  /** Messages that the workflow created since the last call. */
  readonly unsent: readonly PlacedMessage[];
  readonly servers: readonly string[];
  /** Names of the function tools that the model may call. */
  readonly functions?: readonly string[];
  /** Tools that the workflow itself runs. */
  readonly workflowTools?: readonly ToolDescription[];
  readonly params: RequestParams;
  readonly output?: OutputForm;
  readonly stream?: StreamRequest;
}

/** Result of a provider's activity. */
export interface ModelAnswer {
  readonly message: AssistantMessage;
  readonly model: string;
  readonly usage: Usage;
  /** In dollars. Absent if the settings have no price for the model. */
  readonly cost?: number;
  /** Schema violations of a structured answer, in words for the model. */
  readonly problems?: readonly string[];
  /** The service's id for the request. */
  readonly requestId?: string;
}

/** Returns the name of a provider's activity. */
export function modelActivityName(provider: string): string {
  return `llm.${provider}.complete`;
}

/** Default options of model calls. They allow many attempts, because services are more often overloaded than down. */
export const MODEL_CALL_OPTIONS: ActivityOptions = {
  startToCloseTimeout: { minutes: 10 },
  retry: { initialInterval: { seconds: 1 }, maximumInterval: { seconds: 30 }, maximumAttempts: 6 },
};

/**
 * Creates a provider's activity. It loads the conversation and the tools, calls the model, and resolves the
 * tool calls of the answer.
 */
export function defineModelProvider(provider: ModelProvider): Activity<ModelCall, ModelAnswer> {
  return defineActivity({
    name: modelActivityName(provider.name),
    options: MODEL_CALL_OPTIONS,
    run: (call: ModelCall, context) => ask(provider, call, context),
  });
}

async function ask(provider: ModelProvider, call: ModelCall, context: ActivityContext): Promise<ModelAnswer> {
  const cache = await context.resource(conversationCache);
  const [messages, tools] = await Promise.all([
    cache.messages(call.conversation, call.unsent, context),
    listTools(call, context),
  ]);
  const { params, output, stream } = call;
  const request: ModelRequest = {
    messages,
    tools: [...tools.values()],
    params,
    ...(output !== undefined && { output }),
  };
  const sender = stream === undefined ? undefined : new StreamSender(stream, context);
  const response = await provider.complete(request, context, sender?.emit);
  await sender?.end();
  const message = await messageOf(response, provider.name, tools, context);
  cache.put(call.conversation.id, call.conversation.length, message);
  const { model, usage, requestId } = response;
  const cost = costOf(usage, model, context.settings);
  const problems = output === undefined ? [] : await problemsOf(message, output, context);
  return {
    message,
    model,
    usage,
    ...(cost !== undefined && { cost }),
    ...(problems.length > 0 && { problems }),
    ...(requestId !== undefined && { requestId }),
  };
}

async function messageOf(
  { text, toolCalls, stopReason, sources, providerData }: ModelResponse,
  provider: string,
  tools: ReadonlyMap<string, OfferedTool>,
  context: ActivityContext,
): Promise<AssistantMessage> {
  const { activityId, attempt } = context.info;
  return {
    id: `${activityId}.${attempt}`,
    role: 'assistant',
    text,
    toolCalls: await Promise.all(
      toolCalls.map(async (toolCall) => {
        const offered = tools.get(toolCall.name);
        const invalidArguments =
          toolCall.invalidArguments ??
          (offered && (await argumentProblems(toolCall.arguments, offered, context)));
        return {
          ...toolCall,
          ...(offered !== undefined && { target: offered.target }),
          ...(invalidArguments !== undefined && { invalidArguments }),
          repeatable: offered?.tool.repeatable ?? false,
        };
      }),
    ),
    ...(stopReason !== undefined && { stopReason }),
    ...(sources !== undefined && sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData: { provider, data: providerData } }),
  };
}

/** Does not check refusals and answers with tool calls, which are not the final answer. */
async function problemsOf(
  { text, toolCalls, stopReason }: AssistantMessage,
  output: OutputForm,
  context: ActivityContext,
): Promise<readonly string[]> {
  if (toolCalls.length > 0 || stopReason === 'refusal') return [];
  const read = readOutput(text, output);
  if (!('value' in read)) return [read.fault];
  const checker = await context.resource(schemaChecker);
  return checker.check(output.schema, read.value, `answer "${output.name}"`);
}

async function listTools(
  { servers, functions = [], workflowTools = [] }: ModelCall,
  context: ActivityContext,
): Promise<ReadonlyMap<string, OfferedTool>> {
  const lists = await Promise.all(
    servers.map(async (server): Promise<[string, readonly ToolDescription[]]> => [
      server,
      await listServer(server, context),
    ]),
  );
  return offerTools({
    servers: new Map(lists),
    functions: functions.map((name) => findFunctionTool(name).describe()),
    workflow: workflowTools,
  });
}

/** Unlike a failing model, a server that fails to start this many times fails the call at once. */
const MAX_SERVER_STARTS = 3;

async function listServer(server: string, context: ActivityContext): Promise<readonly ToolDescription[]> {
  try {
    return await (await context.resource(toolSource)).listTools(server, context.signal);
  } catch (error) {
    if (!ServerStartError.isInstance(error) || context.info.attempt < MAX_SERVER_STARTS) throw error;
    const { target, stderr, cause } = error;
    throw new ServerStartError(error.message, { server, target, stderr, cause, nonRetryable: true });
  }
}
