import type { ActivityContext } from '../../runtime/activity/context.ts';
import { schemaChecker } from '../host/schema-checker.ts';
import { toolSource } from '../host/tool-source.ts';
import { type Activity, defineActivity } from '../../runtime/activity/definition.ts';
import { ServerStartError } from '../errors/mcp.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { type OfferedTool, offerTools, type ToolDescription } from './tools.ts';
import { conversationCache } from './conversation-cache.ts';
import type { ConversationRef, PlacedMessage } from './conversation.ts';
import type { AssistantMessage, Message } from './messages.ts';
import type { JsonObject, JsonValue } from '../../runtime/values/json.ts';
import { describeFunctionTool, describeInvalidArguments } from './function-tool.ts';
import type { RequestParams } from './params.ts';
import { type ModelEvent, type StreamRequest, StreamSender } from './stream.ts';
import { readJson } from './structured.ts';
import { costOf, type Usage } from './usage.ts';

/** What a model is asked: everything in neutral form, for the provider to translate. */
export interface ModelRequest {
  readonly messages: readonly Message[];
  readonly tools: readonly OfferedTool[];
  readonly params: RequestParams;
  /** The form that the answer's text is to have: JSON that fits a schema. */
  readonly output?: OutputForm;
}

/** The form of a structured answer. */
export interface OutputForm {
  /** What the form is called, in letters, digits, `_` and `-`. */
  readonly name: string;
  readonly schema: JsonObject;
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
  /** Why it stopped, where it was for another reason than that it had said all. */
  readonly stopReason?: AssistantMessage['stopReason'];
  /** What {@link ModelProvider.complete} wants to find in this message in the next call. */
  readonly providerData?: JsonValue;
  /** The service's id for the request. */
  readonly requestId?: string;
}

/** A model service: a name, and a translation. Everything else is core's. */
export interface ModelProvider {
  /** Such as `openai`: the provider's activity is `llm.openai.complete`. */
  readonly name: string;
  /**
   * Asks the model once, and does not try again by itself: retries are the engine's.
   *
   * @param emit takes the pieces of the answer as they come; absent where nobody wants them
   * @throws {@link ModelError}, `nonRetryable` where trying again cannot help, with `nextRetryDelayMs` where the
   * service says when
   */
  complete(
    request: ModelRequest,
    context: ActivityContext,
    emit?: (event: ModelEvent) => void,
  ): Promise<ModelResponse>;
}

/** The input of a provider's activity: names and lengths, so that a history grows by what is new alone. */
export interface ModelCall {
  readonly conversation: ConversationRef;
  /** Messages that the workflow made since the last call. */
  readonly unsent: readonly PlacedMessage[];
  readonly servers: readonly string[];
  /** The names of the function tools that it may call. */
  readonly functions?: readonly string[];
  /** The tools that the workflow itself is. */
  readonly workflowTools?: readonly ToolDescription[];
  readonly params: RequestParams;
  readonly output?: OutputForm;
  readonly stream?: StreamRequest;
}

/** The result of a provider's activity. */
export interface ModelAnswer {
  readonly message: AssistantMessage;
  readonly model: string;
  readonly usage: Usage;
  /** In dollars, where the settings have a price for the model. */
  readonly cost?: number;
  /** What is wrong with a structured answer, in words for the model. */
  readonly problems?: readonly string[];
  /** The service's id for the request. */
  readonly requestId?: string;
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
  { text, toolCalls, stopReason, providerData }: ModelResponse,
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
        return {
          ...toolCall,
          ...(offered !== undefined && {
            target: offered.target,
            ...(await argumentProblems(toolCall, offered, context)),
          }),
          repeatable: offered?.tool.repeatable ?? false,
        };
      }),
    ),
    ...(stopReason !== undefined && { stopReason }),
    ...(providerData !== undefined && { providerData: { provider, data: providerData } }),
  };
}

/** A workflow cannot check arguments itself; servers and functions have their activities for it. */
async function argumentProblems(
  { arguments: args, invalidArguments }: ModelResponse['toolCalls'][number],
  { target, tool }: OfferedTool,
  context: ActivityContext,
): Promise<{ readonly invalidArguments?: string }> {
  if (target.kind !== 'workflow' || invalidArguments !== undefined) return {};
  const problems = (await context.resource(schemaChecker)).check(tool.inputSchema, args);
  return problems.length === 0 ? {} : { invalidArguments: describeInvalidArguments(problems) };
}

/** A refusal, and an answer that calls tools first, is not measured by the form of the answer to come. */
async function problemsOf(
  { text, toolCalls, stopReason }: AssistantMessage,
  { schema }: OutputForm,
  context: ActivityContext,
): Promise<readonly string[]> {
  if (toolCalls.length > 0 || stopReason === 'refusal') return [];
  const read = readJson(text);
  return 'value' in read ? (await context.resource(schemaChecker)).check(schema, read.value) : [read.fault];
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
    functions: functions.map(describeFunctionTool),
    workflow: workflowTools,
  });
}

/** A model is waited for with patience; a server that did not start three times is told of at once. */
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
