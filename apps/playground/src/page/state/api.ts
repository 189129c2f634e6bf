import type { AboutView, SourceView } from '../../interface/about.ts';
import type { ErrorView, Refusal } from '../../interface/error.ts';
import type { Answer, Message, Started, StartRequest } from '../../interface/requests.ts';
import type { StepDetail } from '../../interface/step.ts';
import { encodeSegment } from '../../interface/segment.ts';
import type { TimesView } from '../../interface/times.ts';

/** An error response of the server, or no response. */
export class RefusedError extends Error {
  readonly errors: readonly ErrorView[];

  constructor(errors: readonly ErrorView[]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
  }
}

export const readAbout = (): Promise<AboutView> => ask<AboutView>('/api/about');

export const readSource = (workflow: string): Promise<SourceView> =>
  ask<SourceView>(`/api/workflows/${encodeSegment(workflow)}/source`);

export const readTimes = (workflow: string): Promise<TimesView> =>
  ask<TimesView>(`/api/workflows/${encodeSegment(workflow)}/times`);

export const readStep = (engine: string, id: string, index: number): Promise<StepDetail> =>
  ask<StepDetail>(`${runPath(engine, id)}/steps/${index}`);

export const startRun = (request: StartRequest): Promise<Started> => send<Started>('/api/runs', request);

export const sendMessage = (engine: string, id: string, message: Message): Promise<Answer> =>
  send<Answer>(`${runPath(engine, id)}/messages`, message);

/** Kills an engine's process with SIGKILL. */
export const killProcess = (engine: string): Promise<unknown> =>
  send(`/api/engines/${encodeSegment(engine)}/kill`, {});

export const startProcess = (engine: string): Promise<unknown> =>
  send(`/api/engines/${encodeSegment(engine)}/start`, {});

function runPath(engine: string, id: string): string {
  return `/api/runs/${encodeSegment(engine)}/${encodeSegment(id)}`;
}

function send<T>(path: string, body: unknown): Promise<T> {
  return ask<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Sends a request. The types of responses are shared with the server. */
async function ask<T>(path: string, options?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    const message = 'The playground does not respond. Check that npm start is still running.';
    throw new RefusedError([
      { code: 'NO_RESPONSE', message: cause instanceof Error ? message : String(cause) },
    ]);
  }
  const body: T | Refusal = parse(response, await response.text());
  if (isRefusal(response, body)) throw new RefusedError(body.errors);
  return body;
}

function parse<T>({ status }: Response, text: string): T {
  try {
    return JSON.parse(text);
  } catch {
    const message = `The playground responded with HTTP status ${status} and no JSON: ${text.slice(0, 200)}`;
    throw new RefusedError([{ code: 'UNEXPECTED_RESPONSE', message }]);
  }
}

function isRefusal<T>(response: Response, body: T | Refusal): body is Refusal {
  return !response.ok && typeof body === 'object' && body !== null && 'errors' in body;
}
