import type { ActivityContext, JsonObject, StructuredMode } from '@mcp-agent/core';
import type { ModelEvent, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import {
  type Asking,
  askService,
  fromStructured,
  toStructured,
  type Unusable,
} from '@mcp-agent/provider-utils';
import type { OpenAI } from 'openai';
import type { AnswerContext } from './answer-context.ts';
import { toChatBody } from './chat/request.ts';
import { rejectedParameter } from './profiles/parameters.ts';
import type { Profile } from './profiles/profile.ts';
import {
  isOfOneSchema,
  profileWithout,
  type Refusal,
  refusalIn,
  withoutRefused,
} from './profiles/refusals.ts';
import { receive } from './receive.ts';
import { toResponsesBody } from './responses/request.ts';
import { rejectedServiceTool } from './service-tools.ts';
import type { Target } from './target.ts';

/** Maximum number of parts of a request that a service can refuse one after the other. */
const MAX_REFUSALS = 12;

/** What the services of a host have refused, by client and model. */
const learned = new WeakMap<OpenAI, Map<string, ReadonlySet<Refusal>>>();

/**
 * Sends a request. A request that a service refuses because of its form is repeated without the refused part, and later
 * ones are sent without it.
 */
export function ask(
  target: Target,
  api: OpenAI,
  context: ActivityContext,
  emit: ((event: ModelEvent) => void) | undefined,
): Promise<ModelResponse> {
  const { service, request, path, profile } = target;
  const fault =
    rejectedParameter(request.params, profile, path) ?? rejectedServiceTool(request.params, profile, path);
  return askService(service, context, async (asking) => {
    if (fault !== undefined) return { fault, final: true };
    const known = learned.get(api) ?? new Map<string, ReadonlySet<Refusal>>();
    learned.set(api, known);
    let refused: ReadonlySet<Refusal> = known.get(service.model) ?? new Set();
    let lasting = refused;
    for (;;) {
      const attempt = prepare(target, refused, emit !== undefined);
      try {
        const response = await send(attempt, target, api, asking, emit);
        if (lasting.size > 0) known.set(service.model, lasting);
        return 'fault' in response ? response : fromStructured(response, request, attempt.mode ?? 'schema');
      } catch (failure) {
        const refusal = refusalIn(failure, attempt.sent);
        if (refusal === undefined || refused.has(refusal) || refused.size >= MAX_REFUSALS) throw failure;
        refused = new Set([...refused, refusal]);
        if (!isOfOneSchema(failure)) lasting = new Set([...lasting, refusal]);
        context.log('warn', `${profile.title} refused "${refusal}". The request is repeated without it.`, {
          model: service.model,
          service: path,
        });
      }
    }
  });
}

/** A request in the form of the service. */
export interface Attempt {
  readonly body: JsonObject;
  readonly profile: Profile;
  readonly mode: StructuredMode | undefined;
  /** The tool whose arguments are the answer. */
  readonly answerTool: string | undefined;
  readonly sent: Parameters<typeof refusalIn>[1];
}

/** Converts a request, without the parts that the service has refused. */
export function prepare(
  { profile: full, request, service, path }: Target,
  refused: ReadonlySet<Refusal>,
  isStreamed: boolean,
): Attempt {
  const profile = profileWithout(full, refused);
  const mode = modeOf(request, profile);
  const asked = mode === undefined ? request : toStructured(request, mode);
  const toBody = profile.api === 'responses' ? toResponsesBody : toChatBody;
  const owner = { provider: service.provider, origin: originOf(path, profile) };
  const whole = {
    ...toBody(asked, service.model, { profile, owner }, mode === 'json'),
    ...(isStreamed &&
      profile.api === 'chat' &&
      profile.streamOptions && { stream_options: { include_usage: true } }),
    ...request.params.extraBody,
  };
  const body = withoutRefused(whole, refused);
  const { structuredMode, toolChoice } = request.params;
  return {
    body,
    profile,
    mode,
    answerTool: mode === 'tool' ? asked.tools.at(-1)?.name : undefined,
    sent: {
      body,
      profile,
      mode: structuredMode === undefined ? mode : undefined,
      hasToolChoice: toolChoice !== undefined && toolChoice !== 'auto',
    },
  };
}

/** Identifies a service in data that goes back only to it. */
function originOf(path: string, { name, api }: Profile): string {
  return `${path}/${name}/${api}`;
}

function modeOf({ output, params, tools }: ModelRequest, profile: Profile): StructuredMode | undefined {
  if (output === undefined) return undefined;
  const hasTools = tools.length > 0 || (params.serviceTools ?? []).length > 0;
  const modes = hasTools ? profile.structuredWithTools : profile.structured;
  return params.structuredMode ?? modes[0] ?? 'prompt';
}

async function send(
  { body, profile, answerTool }: Attempt,
  { service, request, path }: Target,
  api: OpenAI,
  asking: Asking,
  emit: ((event: ModelEvent) => void) | undefined,
): Promise<ModelResponse | Unusable> {
  const answer: AnswerContext = { service, profile, path, origin: originOf(path, profile) };
  return receive({ api, body, headers: request.params.extraHeaders, answer, answerTool, asking, emit });
}
