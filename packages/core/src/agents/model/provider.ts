import type { ActivityContext } from '../../runtime/activity/context.ts';
import { type Activity, defineActivity } from '../../runtime/activity/activity.ts';
import { CALL_ACTIVITY_OPTIONS } from '../calls/call-activity-options.ts';
import { runCall } from '../calls/run-call.ts';
import { type OutputForm, wrapped } from './answer-form.ts';
import { assistantMessage } from './assistant-message.ts';
import { toolsOf } from './call-tools.ts';
import { conversationCache } from './conversation-cache.ts';
import type { AssistantMessage, Message } from './messages.ts';
import { completeUsage, warnOfEstimate } from './estimate-usage.ts';
import { reportFailedUsage } from './failed-usage.ts';
import { type ModelAnswer, type ModelCall, modelActivityName } from './model-call.ts';
import type { ModelRequest, ModelResponse } from './request.ts';
import { checkOwnSchema } from './own-schema.ts';
import { serverInstructions, withInstructions } from './server-instructions.ts';
import { readJson } from './structured.ts';
import { type ModelEvent, StreamSender } from './stream.ts';
import { checkToolChoice } from './tool-choice.ts';
import { costOf, type Spent } from './usage.ts';

/** A model service: a name and a translation. Core does everything else. */
export interface ModelProvider {
  /** For example `openai`, whose activity is `llm.openai.complete`. */
  readonly name: string;
  /**
   * Calls the model once. Do not retry here: the activity is retried.
   *
   * @param emit receives parts of the answer while it streams; absent if the caller does not stream
   * @throws {@link ModelError}, with `nonRetryable` if a retry cannot help, `unavailable` if the service cannot be
   * reached or is overloaded, and `nextRetryDelayMs` if it specifies a delay
   */
  complete(
    request: ModelRequest,
    context: ActivityContext,
    emit?: (event: ModelEvent) => void,
  ): Promise<ModelResponse>;
}

/**
 * Creates a provider's activity. It loads the conversation and the tools, calls the model, and resolves the
 * tool calls of the answer.
 */
export function defineModelProvider(provider: ModelProvider): Activity<ModelCall, ModelAnswer> {
  return defineActivity({
    name: modelActivityName(provider.name),
    options: CALL_ACTIVITY_OPTIONS,
    run: (call: ModelCall, context) =>
      runCall(context, {
        kind: 'model',
        options: [call.options],
        run: (attempt) => ask(provider, call, attempt),
      }),
  });
}

async function ask(provider: ModelProvider, call: ModelCall, context: ActivityContext): Promise<ModelAnswer> {
  const cache = await context.resource(conversationCache);
  const [messages, tools, instructions] = await Promise.all([
    cache.messages(call.conversation, call.unsent, context),
    toolsOf(call, context),
    serverInstructions(call.instructionsOf ?? [], context),
  ]);
  const { params, output, stream, notice } = call;
  checkToolChoice(params, [...tools.callable.keys()]);
  const told = instructions === undefined ? messages : withInstructions(messages, instructions);
  const request: ModelRequest = {
    messages: notice === undefined ? told : withNotice(told, notice),
    tools: tools.offered(messages),
    params,
    ...(output !== undefined && { output }),
  };
  let answered: Spent | undefined;
  try {
    const sender = stream === undefined ? undefined : new StreamSender(stream, context);
    const response = await provider.complete(request, context, sender?.emit);
    answered = await spentOn(request, response, context);
    await sender?.end();
    const message = await assistantMessage(response, provider.name, tools, context);
    cache.put(call.conversation.id, call.conversation.length, message);
    const checked = output === undefined ? {} : await checkOutput(message, output, context);
    const { requestId } = response;
    return {
      message,
      ...answered,
      ...checked,
      ...(requestId !== undefined && { requestId }),
    };
  } catch (error) {
    await reportFailedUsage(call.conversation.id, error, answered, context);
    throw error;
  }
}

async function spentOn(
  request: ModelRequest,
  response: ModelResponse,
  context: ActivityContext,
): Promise<Spent> {
  const { model } = response;
  const usage = completeUsage(response.usage, request, response);
  if (usage.estimated === true) await warnOfEstimate(model, context);
  const cost = costOf(usage, model, context.settings);
  return { model, usage, ...(cost !== undefined && { cost }) };
}

/**
 * Adds a text to the last message: not all services accept a user message after a user message or the result of a
 * tool. An answer that the service paused is continued as it is.
 */
function withNotice(messages: readonly Message[], text: string): readonly Message[] {
  const last = messages.at(-1);
  return last?.role === 'tool' || last?.role === 'user'
    ? [...messages.slice(0, -1), { ...last, content: [...last.content, { type: 'text', text }] }]
    : messages;
}

/** Does not check refusals and answers with tool calls, which are not the final answer. */
async function checkOutput(
  { text, toolCalls, stopReason }: AssistantMessage,
  output: OutputForm,
  context: ActivityContext,
): Promise<Pick<ModelAnswer, 'json' | 'problems'>> {
  if (toolCalls.length > 0 || stopReason === 'refusal') return {};
  const read = readJson(text);
  if (!('value' in read)) return { problems: [read.fault] };
  const value = wrapped(read.value, output);
  const problems = await checkOwnSchema(output.schema, value, `answer "${output.name}"`, context);
  if (problems.length > 0) return { problems };
  const { range } = read;
  return range[1] - range[0] === text.length ? {} : { json: range };
}
