import { createHash } from 'node:crypto';
import { createServer, type FixtureResponse } from '@copilotkit/aimock';
import type { StandInRequest } from './request.ts';
import { think } from './thinking.ts';
import { scriptedTurn, type StandInScript } from './turn.ts';
import { readRequest, writeTurn } from './wire.ts';

/** How a stand-in answers. */
export interface StandInOptions {
  /** What it does in place of thinking by itself; where the script has nothing for a request, it thinks. */
  readonly script?: StandInScript;
  /** The page that it reads where a question names none and a tool takes a URL. */
  readonly page?: string;
  /** The port that it listens on. Default: one that is free. */
  readonly port?: number;
}

/** A server on loopback that speaks OpenAI's protocols, also as Azure does, and Anthropic's. */
export interface StandInModel extends AsyncDisposable {
  /** For `openai.baseUrl`: an address that ends in `/v1`. */
  readonly baseUrl: string;
  /** The address without a path, for `azure.endpoint` and `anthropic.baseUrl`. */
  readonly origin: string;
  /** For `openai.apiKey`: the official client wants one, and the stand-in takes any. */
  readonly apiKey: string;
  /** What it was asked, in order of arrival: the last 1,000. */
  readonly requests: readonly StandInRequest[];
  /** Ends it, and cuts off who still waits for an answer. A second call does nothing. */
  close(): Promise<void>;
}

const MAX_REQUESTS = 1_000;

/**
 * Starts a stand-in for a model service, for where there is no key and for tests. By itself it does what an
 * agent's model does: it calls a tool that fits the question with arguments from it, and answers with what
 * the tool returned. It keeps nothing of a conversation: what it answers follows from the request, so that
 * many can talk to it at once, and two runs get the same words.
 *
 * @example
 * ```ts
 * await using model = await startStandInModel();
 * const settings = { openai: { baseUrl: model.baseUrl, apiKey: model.apiKey } };
 * ```
 *
 * @example Two tool calls in one answer, then what the stand-in makes of their results
 * ```ts
 * const call = (message: string) => ({ name: 'echo', arguments: { message } });
 * await using model = await startStandInModel({ script: [{ toolCalls: [call('a'), call('b')] }] });
 * ```
 */
export async function startStandInModel(options: StandInOptions = {}): Promise<StandInModel> {
  const { script, page } = options;
  const requests: StandInRequest[] = [];
  const countAttempt = attemptCounter();

  const answer = async (request: StandInRequest): Promise<FixtureResponse> => {
    requests.push(request);
    if (requests.length > MAX_REQUESTS) requests.shift();
    const turn = script === undefined ? undefined : await scriptedTurn(script, request);
    return writeTurn(turn ?? think(request, page === undefined ? {} : { page }), request);
  };

  const { server, url } = await createServer(
    [
      {
        match: { endpoint: 'chat' },
        response: (wire) => {
          const read = readRequest(wire);
          return answer({ ...read, attempt: countAttempt(read) });
        },
      },
    ],
    { host: '127.0.0.1', port: options.port ?? 0, journalMaxEntries: 1 },
  );
  const closed = Promise.withResolvers<void>();
  const close = (): Promise<void> => {
    server.close(() => closed.resolve());
    server.closeAllConnections();
    return closed.promise;
  };
  return {
    baseUrl: `${url}/v1`,
    origin: url,
    apiKey: 'stand-in',
    requests,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Counts how often the same messages were asked. */
function attemptCounter(): (request: Omit<StandInRequest, 'attempt'>) => number {
  const attempts = new Map<string, number>();
  return ({ body }) => {
    const key = createHash('sha256').update(JSON.stringify(body['messages'])).digest('base64');
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    const [oldest] = attempts.keys();
    if (attempts.size > MAX_REQUESTS && oldest !== undefined) attempts.delete(oldest);
    return attempt;
  };
}
