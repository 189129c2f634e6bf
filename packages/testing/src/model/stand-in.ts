import { createHash } from 'node:crypto';
import { createServer, type FixtureResponse } from '@copilotkit/aimock';
import type { StandInRequest } from './request.ts';
import { defaultAnswer } from './default-answer.ts';
import { scriptedTurn, type StandInScript } from './turn.ts';
import { readRequest, toAimockResponse } from './aimock-format.ts';

/** Options for a stand-in model. */
export interface StandInOptions {
  /** The turns to return. Without a turn for a request, the stand-in generates an answer. Default: none. */
  readonly script?: StandInScript;
  /** The URL for tools with a URL parameter if the question has none. Default: none. */
  readonly page?: string;
  /** The TCP port. Default: a free port. */
  readonly port?: number;
}

/** A server on the loopback interface with the protocols of OpenAI, Azure OpenAI and Anthropic. */
export interface StandInModel extends AsyncDisposable {
  /** For `openai.baseUrl`: the URL with the path `/v1`. */
  readonly baseUrl: string;
  /** For `azure.endpoint` and `anthropic.baseUrl`: the URL without a path. */
  readonly origin: string;
  /** For `openai.apiKey`: the official client requires a key. The stand-in accepts any. */
  readonly apiKey: string;
  /** The last 1,000 requests, in order of arrival. */
  readonly requests: readonly StandInRequest[];
  /** Stops the server, and closes all connections. Idempotent. */
  close(): Promise<void>;
}

const MAX_REQUESTS = 1_000;

/**
 * Starts a stand-in for a model service, for tests and for use without an API key. Without a script, it calls a tool that
 * fits the question, and then answers with the tool's result. It is stateless: an answer depends only on the request, so
 * that conversations can run concurrently and repeated runs return the same text.
 *
 * @example
 * ```ts
 * await using model = await startStandInModel();
 * const settings = { openai: { baseUrl: model.baseUrl, apiKey: model.apiKey } };
 * ```
 *
 * @example Two tool calls in one answer, then the generated answer
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
    return toAimockResponse(turn ?? defaultAnswer(request, page), request);
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

/** Counts how often the same messages were sent. */
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
