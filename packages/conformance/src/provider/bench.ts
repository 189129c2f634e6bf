import { defineActivity, type Settings } from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { ModelError } from '@mcp-agent/core/errors';
import type { ModelEvent, ModelProvider, ModelRequest, ModelResponse } from '@mcp-agent/core/provider';
import { ActivityHost, fromJson } from '@mcp-agent/core/engine';
import type { ProviderAbility } from './ability.ts';
import { type Handler, type StandInService, startService } from './service.ts';
import type { ProviderWire, WireAnswer, WireFault } from './wire.ts';

/** The key that the suite gives providers. It has a sign in it that URLs write in another way. */
export const KEY = 'conformance+key/0123456789';

/** The id that the stand-in gives every request. */
export const REQUEST_ID = 'req_conformance';

/** What is asked, beside what every question has. */
export interface AskOptions {
  /** Whether the answer is to be told while it comes. */
  readonly isStreamed?: boolean;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: ModelEvent) => void;
}

/** How a provider is tried: over real connections, in an activity host as engines have one. */
export interface Bench {
  readonly provider: ModelProvider;
  readonly wire: ProviderWire;
  readonly lacks: readonly ProviderAbility[];
  /** Asks a stand-in once, with a host of its own, which is closed afterwards. */
  ask(handler: Handler, request?: Partial<ModelRequest>, options?: AskOptions): Promise<Asked>;
  /** Asks whatever is at an address. */
  askAt(origin: string, request?: Partial<ModelRequest>, options?: AskOptions): Promise<Outcome>;
  /** A host, for cases that close it themselves. */
  open(origin: string): Opened;
}

/** What came of a question. */
export type Outcome =
  | { readonly response: ModelResponse; readonly error?: undefined; readonly events: readonly ModelEvent[] }
  | { readonly error: unknown; readonly response?: undefined; readonly events: readonly ModelEvent[] };

/** What came of a question, and what the stand-in saw of it. */
export interface Asked {
  readonly outcome: Outcome;
  readonly service: Pick<StandInService, 'origin' | 'requests'>;
}

/** A host that is open. */
export interface Opened {
  ask(request?: Partial<ModelRequest>, options?: AskOptions): Promise<Outcome>;
  close(): Promise<void>;
}

/** Makes a bench. */
export function createBench(
  provider: ModelProvider,
  wire: ProviderWire,
  settings: (origin: string, key: string) => Settings,
  lacks: readonly ProviderAbility[] = [],
): Bench {
  const listeners = new Map<string, (event: ModelEvent) => void>();
  const activity = `conformance.${provider.name}.${crypto.randomUUID()}`;
  defineActivity<{ request: ModelRequest; listener: string }, ModelResponse>({
    name: activity,
    run: ({ request, listener }, context) => provider.complete(request, context, listeners.get(listener)),
  });

  const open = (origin: string): Opened => {
    const host = new ActivityHost({
      settings: settings(origin, KEY),
    });
    const ask: Opened['ask'] = async (request = {}, { isStreamed = false, signal, onEvent } = {}) => {
      const listener = crypto.randomUUID();
      const events: ModelEvent[] = [];
      if (isStreamed) {
        listeners.set(listener, (event) => {
          events.push(event);
          onEvent?.(event);
        });
      }
      const whole: ModelRequest = { ...QUESTION, ...request };
      try {
        const response = await host.run({
          info: { activity, activityId: '1', attempt: 1, workflowId: 'w', runId: 'r' },
          input: toJson({ request: whole, listener }, 'input'),
          signal: signal ?? new AbortController().signal,
          heartbeat: () => {},
          checkpoint: async () => {},
          caller: { query: nothing, signal: nothing, update: nothing },
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

  const askAt: Bench['askAt'] = async (origin, request, options) => {
    const opened = open(origin);
    try {
      return await opened.ask(request, options);
    } finally {
      await opened.close();
    }
  };

  const ask: Bench['ask'] = async (handler, request, options) => {
    await using service = await startService(handler);
    const outcome = await askAt(service.origin, request, options);
    return { outcome, service: { origin: service.origin, requests: [...service.requests] } };
  };

  return { provider, wire, lacks, open, ask, askAt };
}

const QUESTION: ModelRequest = {
  messages: [{ id: 'u', role: 'user', content: [{ type: 'text', text: 'A question.' }] }],
  tools: [],
  params: {},
};

function nothing(): Promise<never> {
  return Promise.reject(new Error('A provider asks nothing of the workflow.'));
}

/** A stand-in that answers well. */
export function answering(wire: ProviderWire, answer: WireAnswer): Handler {
  return (res, { body }) => {
    const headers = { [wire.requestIdHeader]: REQUEST_ID };
    if (!wire.wantsStream(body)) {
      res.writeHead(200, { 'content-type': 'application/json', ...headers });
      res.end(JSON.stringify(wire.whole(answer)));
      return;
    }
    const { begin, end } = wire.stream(answer);
    res.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
    // One by one, as they come over a network.
    for (const event of [...begin, ...end]) res.write(event);
    res.end();
  };
}

/** A stand-in that refuses. */
export function refusing(
  wire: ProviderWire,
  status: number,
  fault: WireFault,
  options: { readonly message?: string; readonly headers?: Record<string, string> } = {},
): Handler {
  const { message = 'The stand-in was told to refuse.', headers = {} } = options;
  return (res) => {
    res.writeHead(status, {
      'content-type': 'application/json',
      [wire.requestIdHeader]: REQUEST_ID,
      ...headers,
    });
    res.end(JSON.stringify(wire.refusal(fault, message)));
  };
}

/** The answer of a question that must have been answered. */
export function responseOf({ response, error }: Outcome): ModelResponse {
  if (response !== undefined) return response;
  throw new Error('The provider did not answer.', { cause: error });
}

/** The error of a question that must have failed with a `ModelError`. */
export function modelErrorOf({ response, error }: Outcome): ModelError {
  if (ModelError.isInstance(error)) return error;
  throw new Error(
    response === undefined
      ? 'The provider threw something other than a ModelError.'
      : `The provider answered where it should have thrown: ${JSON.stringify(response)}`,
    { cause: error },
  );
}
