import type { JsonObject } from '@mcp-agent/core';
import type { StandInRequest } from './request.ts';

/** The response of a stand-in to a request. */
export type StandInTurn = AnswerTurn | ErrorTurn;

/** An answer with text, tool calls, or both. */
export interface AnswerTurn {
  readonly text?: string;
  readonly toolCalls?: readonly {
    readonly name: string;
    /** A string is sent unchanged, for tests of invalid JSON. */
    readonly arguments: JsonObject | string;
    /** Default: an ID with the indexes of the turn and the call. */
    readonly id?: string;
  }[];
  /** Such as `length` or `content_filter`. Default: `tool_calls` if there are tool calls, otherwise `stop`. */
  readonly finishReason?: string;
}

/** An error response. */
export interface ErrorTurn {
  /** The HTTP status. */
  readonly status: number;
  /** Default: a sentence with the status. */
  readonly message?: string;
  /** OpenAI's code, such as `context_length_exceeded`. */
  readonly code?: string;
  /** The header `Retry-After` of a response with status 429, in seconds. Default: 1. */
  readonly retryAfterSeconds?: number;
}

/** The turns of a stand-in, in order, or a function that returns the turn for a request. */
export type StandInScript =
  | readonly StandInTurn[]
  | ((request: StandInRequest) => StandInTurn | Promise<StandInTurn | undefined> | undefined);

/**
 * Returns the turn of a script for a request, or `undefined` if there is none. It depends only on the request, so that
 * concurrent conversations can use one script: the number of assistant messages selects the answer, and the number of
 * attempts selects the error before it.
 */
export async function scriptedTurn(
  script: StandInScript,
  request: StandInRequest,
): Promise<StandInTurn | undefined> {
  if (typeof script === 'function') return script(request);
  let answers = 0;
  let errors = 0;
  for (const turn of script) {
    const due = answers === request.turn;
    if ('status' in turn) {
      if (due) errors += 1;
      if (due && errors === request.attempt) return turn;
    } else {
      if (due) return turn;
      answers += 1;
    }
  }
  return undefined;
}
