import type { JsonObject } from '@mcp-agent/core';
import type { GivenInput, InputRequired, InvalidInput, ToolCallRequest } from '@mcp-agent/core/host';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { isInputRequiredResult } from '@modelcontextprotocol/client';
import type { Connection } from './connection.ts';
import { inputResponses, questionsIn } from './questions.ts';
import type { RequestSettings } from './requests.ts';

/** What a caller adds to a request that a modern server may answer with questions. */
export interface AskingBack {
  /** What the caller can answer. Default: nothing. */
  readonly answers?: ToolCallRequest['answers'];
  /** Answers to the questions of the time before. */
  readonly given?: GivenInput;
}

/** Sends a request with the answers of the caller. Returns its result, or the server's questions. */
export async function askBack<T extends object>(
  connection: Connection,
  { answers, given, signal }: AskingBack & { readonly signal: AbortSignalLike },
  send: (params: JsonObject, settings: RequestSettings) => Promise<T>,
): Promise<T | InputRequired | InvalidInput> {
  const responses = await inputResponses(connection, given?.answers ?? []);
  if ('invalidInput' in responses) return responses;
  const params = {
    ...(given !== undefined && given.answers.length > 0 && responses),
    ...(given?.requestState !== undefined && { requestState: given.requestState }),
  };
  const timeoutMs = connection.spec.readTimeoutMs;
  const result = await send(params, { signal, timeoutMs, abilities: answers ?? {}, allowsQuestions: true });
  return isInputRequiredResult(result) ? questionsIn(connection, result) : result;
}
