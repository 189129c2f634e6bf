import { defineActivity, type Settings } from '@mcp-agent/core';
import { ActivityHost, fromJson, toJson } from '@mcp-agent/core/engine';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelProvider, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import type { ProviderAbility } from './ability.ts';
import { type Handler, type StandInService, startService } from './service.ts';
import type { ProtocolAnswer, ProtocolFault, ProviderProtocol } from './protocol.ts';
import type { ProviderUnderTest } from './provider-under-test.ts';

/** The API key of the suite. It has characters that are encoded in URLs. */
export const KEY = 'conformance+key/0123456789';

/** The request ID of each response of the stand-in. */
export const REQUEST_ID = 'req_conformance';

/** Options for a request. */
export interface AskOptions {
  /** Whether the response is streamed. Default: false. */
  readonly isStreamed?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelEvent) => void;
}

/** Runs a provider over real connections, in an activity host as engines have one. */
export interface ProviderHarness {
  readonly provider: ModelProvider;
  readonly protocol: ProviderProtocol;
  readonly lacks: readonly ProviderAbility[];
  /** Sends one request to a new stand-in, with a new host, and closes both. */
  ask(handler: Handler, request?: Partial<ModelRequest>, options?: AskOptions): Promise<AskResult>;
  /** Sends one request to an address, with a new host, and closes it. */
  askAt(origin: string, request?: Partial<ModelRequest>, options?: AskOptions): Promise<AskOutcome>;
  /** Opens a host, for cases that close it themselves. */
  open(origin: string, more?: Settings): OpenHost;
  /** The named service of the provider at an address, if the provider has such services. */
  readonly named: ProviderUnderTest['named'];
}

/** The response to a request, or its error. */
export type AskOutcome =
  | { readonly response: ModelResponse; readonly error?: undefined; readonly events: readonly ModelEvent[] }
  | { readonly error: unknown; readonly response?: undefined; readonly events: readonly ModelEvent[] };

/** The outcome of a request, and the requests that the stand-in received. */
export interface AskResult {
  readonly outcome: AskOutcome;
  readonly service: Pick<StandInService, 'origin' | 'requests'>;
}

/** An open activity host. */
export interface OpenHost {
  ask(request?: Partial<ModelRequest>, options?: AskOptions): Promise<AskOutcome>;
  close(): Promise<void>;
}

/** Creates the harness of a provider. */
export function createHarness(subject: ProviderUnderTest): ProviderHarness {
  const { provider, protocol, lacks = [] } = subject;
  const listeners = new Map<string, (event: ModelEvent) => void>();
  const activity = `conformance.${provider.name}.${crypto.randomUUID()}`;
  defineActivity<{ request: ModelRequest; listener: string }, ModelResponse>({
    name: activity,
    run: ({ request, listener }, context) => provider.complete(request, context, listeners.get(listener)),
  });

  const open = (origin: string, more: Settings = {}): OpenHost => {
    const own = subject.settings(origin, KEY);
    const services = { ...own.services, ...more.services };
    const host = new ActivityHost({ settings: { ...own, ...more, services } });
    const ask: OpenHost['ask'] = async (request = {}, { isStreamed = false, signal, onEvent } = {}) => {
      const listener = crypto.randomUUID();
      const events: ModelEvent[] = [];
      if (isStreamed) {
        listeners.set(listener, (event) => {
          events.push(event);
          onEvent?.(event);
        });
      }
      const completeRequest: ModelRequest = { ...QUESTION, ...request };
      try {
        const response = await host.run({
          info: { activity, activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
          input: toJson({ request: completeRequest, listener }, 'input'),
          signal: signal ?? new AbortController().signal,
          heartbeat: () => {},
          checkpoint: async () => {},
          caller: { query: reject, signal: reject, update: reject },
          log: () => {},
        });
        return { response: fromJson<ModelResponse>(response), events };
      } catch (error) {
        return { error, events };
      } finally {
        listeners.delete(listener);
      }
    };
    return { ask, close: () => host.close() };
  };

  const askAt: ProviderHarness['askAt'] = async (origin, request, options) => {
    const host = open(origin);
    try {
      return await host.ask(request, options);
    } finally {
      await host.close();
    }
  };

  const ask: ProviderHarness['ask'] = async (handler, request, options) => {
    await using service = await startService(handler);
    const outcome = await askAt(service.origin, request, options);
    return { outcome, service: { origin: service.origin, requests: [...service.requests] } };
  };

  return { provider, protocol, lacks, named: subject.named?.bind(subject), open, ask, askAt };
}

const QUESTION: ModelRequest = {
  messages: [{ id: 'u', role: 'user', content: [{ type: 'text', text: 'A question.' }] }],
  tools: [],
  params: {},
};

function reject(): Promise<never> {
  return Promise.reject(
    new Error('The provider sent a message to the workflow, which providers must not do.'),
  );
}

/** Returns a handler that sends an answer. */
export function answerHandler(protocol: ProviderProtocol, answer: ProtocolAnswer): Handler {
  return (res, { body, path }) => {
    const headers = { [protocol.requestIdHeader]: REQUEST_ID };
    if (!protocol.wantsStream(body, path)) {
      res.writeHead(200, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(protocol.whole(answer)));
      return;
    }
    const { begin, end } = protocol.stream(answer);
    res.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
    // Separate writes, as over a network.
    for (const event of [...begin, ...end]) res.write(event);
    res.end();
  };
}

/** Returns a handler that sends an error response. */
export function refusalHandler(
  protocol: ProviderProtocol,
  status: number,
  fault: ProtocolFault,
  options: { readonly message?: string; readonly headers?: Record<string, string> } = {},
): Handler {
  const { message = 'The request was refused by the test.', headers = {} } = options;
  return (res) => {
    res.writeHead(status, {
      'content-type': 'application/json',
      [protocol.requestIdHeader]: REQUEST_ID,
      ...headers,
    });
    res.end(JSON.stringify(protocol.refusal(fault, message)));
  };
}

/** Returns the response. Throws if there is none. */
export function responseOf({ response, error }: AskOutcome): ModelResponse {
  if (response !== undefined) return response;
  throw new Error('The provider did not return a response.', { cause: error });
}

/** Returns the error. Throws if it is not a `ModelError`. */
export function modelErrorOf({ response, error }: AskOutcome): ModelError {
  if (ModelError.isInstance(error)) return error;
  throw new Error(
    response === undefined
      ? 'The provider threw an error that is not a ModelError.'
      : `The provider returned a response instead of an error: ${JSON.stringify(response)}`,
    { cause: error },
  );
}
