import type { SamplingAnswer, SamplingRequest } from '../mcp/sampling.ts';
import type { RequestParams } from '../model/params.ts';
import type { ModelAnswer } from '../model/model-call.ts';

/** Returns the parameters of the model call for a server: those of the agent, with the server's own in their place. */
export function samplingParams(request: SamplingRequest, params: RequestParams): RequestParams {
  const { toolChoice: _, serviceTools: __, systemPrompt: ___, maxIterations: ____, ...rest } = params;
  const { allowedTools: _____, ...inherited } = rest;
  const { maxTokens, temperature, stopSequences } = request;
  return {
    ...inherited,
    // The server's maximum, unless the agent's is lower.
    maxTokens: Math.min(maxTokens, params.maxTokens ?? Infinity),
    ...(temperature !== undefined && { temperature }),
    ...(stopSequences !== undefined && { stopSequences }),
  };
}

/** Returns the answer to the server. */
export function samplingAnswer({ message, model }: ModelAnswer): SamplingAnswer {
  const { text, stopReason } = message;
  return {
    content: [{ type: 'text', text }],
    model,
    stopReason: stopReason === 'max_tokens' ? 'maxTokens' : 'endTurn',
  };
}
