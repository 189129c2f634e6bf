import type { LanguageModelV4CallOptions, LanguageModelV4Content, SharedV4Warning } from '@ai-sdk/provider';
import type { ActivityContext, StructuredMode } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  type Asking,
  askService,
  CUT,
  fromStructured,
  sendable,
  toStructured,
  type Unusable,
} from '@mcp-agent/provider-utils';
import { toResponse } from './answers/answer.ts';
import { gather } from './answers/gather.ts';
import { isUnsupported, requestIdIn, toResponseError, unsendable, urlOf } from './failure.ts';
import { structuredModeOf, toCall } from './request/call.ts';
import type { Media } from './request/prompt.ts';
import { describeTarget } from './service/describe.ts';
import { type Target, targetOf } from './service/target.ts';
import { type Exchange, exchanges } from './service/wire.ts';

type Emit = (event: ModelEvent) => void;

/** Everything needed to call a model. */
interface Question extends Target {
  readonly mode: StructuredMode;
  readonly asking: Asking;
  readonly emit: Emit | undefined;
  readonly log: ActivityContext['log'];
}

/** Sends a request to a model of the AI SDK. */
export async function complete(
  asked: ModelRequest,
  context: ActivityContext,
  emit?: Emit,
): Promise<ModelResponse> {
  const target = await targetOf(sendable(asked), context);
  const { request, model } = target;
  const mode = request.params.structuredMode ?? structuredModeOf(model);
  const exchange: Exchange = { extraBody: request.params.extraBody };
  const service = describeTarget(target, exchange);
  return askService(service, context, (asking) =>
    exchanges.run(exchange, async () => {
      const question = {
        ...target,
        request: toStructured(request, mode),
        mode,
        asking,
        emit,
        log: context.log,
      };
      try {
        const answer = await ask(question, MEDIA);
        return 'fault' in answer ? answer : fromStructured(answer, request, mode);
      } catch (failure) {
        const fault = unsendable(failure, service, target.section?.path);
        if (fault !== undefined) return fault;
        exchange.url ??= urlOf(failure);
        throw toResponseError(failure);
      }
    }),
  );
}

/** What to send of a message, tried in this order: a provider throws an error for a part that it does not support. */
const MEDIA: readonly Media[] = ['all', 'images', 'none'];

async function ask(
  question: Question,
  [media = 'none', ...others]: readonly Media[],
): Promise<ModelResponse | Unusable> {
  const { request, model, section, mode, asking } = question;
  const own = section?.settings.providerOptions;
  const { call, faults } = await toCall(request, model, { mode, media, own });
  const all = section === undefined && request.params.extraBody !== undefined ? [...faults, NO_BODY] : faults;
  if (all.length > 0) return { fault: all.join('\n'), final: true };
  try {
    return await send(question, { ...call, abortSignal: asking.signal });
  } catch (failure) {
    if (!isUnsupported(failure) || others.length === 0) throw failure;
    return ask(question, others);
  }
}

const NO_BODY =
  'extraBody needs a service in the settings, because a registered model sends its requests itself.\nSet the fields where the model is created.';

async function send(question: Question, call: LanguageModelV4CallOptions): Promise<ModelResponse | Unusable> {
  const { request, model, emit } = question;
  if (emit === undefined) {
    const { response, warnings, ...result } = await model.doGenerate(call);
    heard(question, response?.headers);
    report(question, warnings, result.content);
    return toResponse({ ...result, model: response?.modelId ?? model.modelId }, request, model);
  }
  const { stream, response } = await model.doStream(call);
  heard(question, response?.headers);
  const { content, warnings, model: answering, finish } = await gather(stream, emit);
  report(question, warnings, content);
  // Providers report a stream without a reason for its end as finished.
  if (finish === undefined || isWithoutReason(finish.finishReason)) return CUT;
  return toResponse({ ...finish, content, model: answering ?? model.modelId }, request, model);
}

function isWithoutReason({
  unified,
  raw,
}: {
  readonly unified: string;
  readonly raw: string | undefined;
}): boolean {
  return unified === 'other' && !raw;
}

function heard({ asking }: Question, headers: Readonly<Record<string, string>> | undefined): void {
  const id = requestIdIn(headers);
  if (id !== undefined) asking.requestId = id;
}

/** Logs what was not used of a request, and what is not used of its answer. */
function report(
  { log, model }: Question,
  warnings: readonly SharedV4Warning[],
  content: readonly LanguageModelV4Content[],
): void {
  const about = { model: model.modelId, provider: model.provider };
  for (const warning of warnings) {
    log('warn', `The AI SDK provider did not use a part of the request: ${wordsOf(warning)}`, about);
  }
  const files = content.flatMap((part) => (part.type === 'file' ? [part.mediaType] : []));
  if (files.length > 0) {
    log(
      'warn',
      `The answer has files, which are dropped: ${files.join(', ')}. An answer contains text only.`,
      about,
    );
  }
}

function wordsOf(warning: SharedV4Warning): string {
  if (warning.type === 'other') return warning.message;
  if (warning.type === 'deprecated') return `${warning.setting} (${warning.message})`;
  return `${warning.feature} (${warning.details ?? warning.type})`;
}
