import type { ProtocolAnswer, ProtocolFault, ProviderProtocol } from '@mcp-agent/conformance/provider';
import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';

/** Gemini's `generateContent`, whose streams have another path. */
export const googleProtocol: ProviderProtocol = {
  requestIdHeader: 'x-request-id',
  wantsStream: (_body, path) => path.includes(':streamGenerateContent'),
  whole: (answer) => chunk(answer, partsOf(answer), finishOf(answer)),
  stream: (answer) => ({
    begin: partsOf(answer)
      .flatMap(piecesOf)
      .map((part) => event(chunk(answer, [part]))),
    end: [event(chunk(answer, [{ text: '' }], finishOf(answer)))],
  }),
  streamedError: (message) => event(failure('broken', message)),
  refusal: failure,
};

const USAGE = {
  promptTokenCount: 120,
  cachedContentTokenCount: 20,
  candidatesTokenCount: 22,
  thoughtsTokenCount: 8,
  totalTokenCount: 150,
};

function chunk(
  { isWithoutUsage = false }: ProtocolAnswer,
  parts: readonly JsonObject[],
  finishReason?: string,
): JsonObject {
  const content = { role: 'model', parts: [...parts] };
  return {
    candidates: [{ index: 0, content, ...(finishReason !== undefined && { finishReason }) }],
    ...(!isWithoutUsage && { usageMetadata: USAGE }),
    modelVersion: 'stand-in-1',
    responseId: 'response-1',
  };
}

function partsOf({ text, thought, toolCalls = [] }: ProtocolAnswer): JsonObject[] {
  return [
    ...(thought === undefined ? [] : [{ text: thought.text, thought: true, thoughtSignature: thought.seal }]),
    ...(text === undefined ? [] : [{ text }]),
    ...toolCalls.map(({ id, name, arguments: written }) => ({
      functionCall: { ...(id !== undefined && { id }), name, args: argumentsOf(written) },
    })),
  ];
}

/** The service parses what the model wrote. */
function argumentsOf(written: string): JsonValue {
  try {
    const value: JsonValue = JSON.parse(written || '{}');
    return isJsonObject(value) ? value : written;
  } catch {
    return written;
  }
}

/** Splits a text, as models stream it. */
function piecesOf(part: JsonObject): JsonObject[] {
  const { text, thoughtSignature, ...rest } = part;
  if (typeof text !== 'string') return [part];
  const middle = Math.ceil(text.length / 2);
  return [
    { text: text.slice(0, middle), ...rest },
    { text: text.slice(middle), ...rest, ...(thoughtSignature !== undefined && { thoughtSignature }) },
  ];
}

function finishOf({ isCutOff = false, stopReason }: ProtocolAnswer): string {
  return stopReason ?? (isCutOff ? 'MAX_TOKENS' : 'STOP');
}

const ERRORS: Readonly<Record<ProtocolFault, readonly [code: number, status: string]>> = {
  'wrong-key': [401, 'UNAUTHENTICATED'],
  'unknown-model': [404, 'NOT_FOUND'],
  'too-long': [400, 'INVALID_ARGUMENT'],
  'rate-limited': [429, 'RESOURCE_EXHAUSTED'],
  overloaded: [503, 'UNAVAILABLE'],
  broken: [500, 'INTERNAL'],
};

function failure(fault: ProtocolFault, message: string): JsonObject {
  const [code, status] = ERRORS[fault];
  const words = fault === 'too-long' ? `${TOO_LONG} ${message}` : message;
  return { error: { code, message: words, status } };
}

const TOO_LONG = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';

function event(data: JsonObject): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
