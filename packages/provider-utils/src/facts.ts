import { messageOf } from '@mcp-agent/core/provider';
import { type ErrorBody, readErrorBody } from './error-body.ts';
import { ResponseError } from './response-error.ts';

/** Facts about the error of a request. */
export interface Facts extends Omit<ErrorBody, 'status' | 'retryDelay'> {
  /** HTTP status. Not set if the error came within a response, or there was no response. */
  readonly status?: number | undefined;
  /** The status in an error within a response. */
  readonly bodyStatus?: number | undefined;
  readonly headers?: Pick<Headers, 'get'> | undefined;
  /** The delay before a retry in the body. */
  readonly retryDelay?: string | undefined;
  readonly requestId?: string | undefined;
  /** Whether the service reported the error; `false` for a connection failure. */
  readonly fromService: boolean;
  readonly final?: boolean | undefined;
  readonly advise?: ResponseError['advise'] | undefined;
}

/**
 * Reads the error of a request: a {@link ResponseError}, also as the cause of a client's error, or an error with the
 * fields of the official clients (`status`, `code` or `type`, `headers`, `error`, `requestID`).
 *
 * @param known the service's request ID, if the response had started
 */
export function factsOf(failure: unknown, known: string | undefined): Facts {
  const response = responseErrorIn(failure);
  if (response !== undefined) {
    const { status, headers, body, final, advise } = response;
    const { message, codes, status: bodyStatus, retryDelay } = readErrorBody(body);
    return {
      message:
        message || (body === undefined || body === '' ? 'The response is empty.' : JSON.stringify(body)),
      codes,
      bodyStatus,
      retryDelay,
      status,
      headers,
      requestId: requestIdOf(headers) ?? known,
      fromService: true,
      final,
      advise,
    };
  }
  const fields = fieldsOf(failure);
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const [status, headers, error] = [fields.get('status'), fields.get('headers'), fields.get('error')];
  const http = typeof status === 'number' ? status : undefined;
  const { message, codes, status: bodyStatus, retryDelay } = readErrorBody(error);
  return {
    bodyStatus,
    retryDelay,
    message: message || messageOf(failure).replace(/^\d{3} /, ''),
    codes: [text('code'), text('type'), ...codes].filter((code) => code !== undefined),
    status: http,
    headers: isHeaders(headers) ? headers : undefined,
    requestId: text('requestID') ?? known,
    fromService: http !== undefined || (error !== undefined && error !== null),
  };
}

function fieldsOf(failure: unknown): ReadonlyMap<string, unknown> {
  if (!(failure instanceof Error)) return new Map();
  const names = ['status', 'code', 'type', 'headers', 'error', 'requestID'];
  return new Map(names.map((name) => [name, Reflect.get(failure, name)]));
}

/** Maximum number of causes to look at. */
const MAX_CAUSES = 8;

/** Returns the error and its causes, the outermost first. */
export function causesOf(failure: unknown): Error[] {
  const causes: Error[] = [];
  for (let error = failure; error instanceof Error && causes.length < MAX_CAUSES; error = error.cause) {
    causes.push(error);
  }
  return causes;
}

/** Returns the error of a service in the error of a client, which may wrap it as one of a connection. */
export function responseErrorIn(failure: unknown): ResponseError | undefined {
  return causesOf(failure).find((error) => error instanceof ResponseError);
}

function requestIdOf(headers: Pick<Headers, 'get'> | undefined): string | undefined {
  return ['x-request-id', 'request-id', 'apim-request-id', 'x-amzn-requestid']
    .map((name) => headers?.get(name))
    .find((id): id is string => typeof id === 'string' && id !== '');
}

/** Not `instanceof`: another copy of fetch has another `Headers` class. */
function isHeaders(value: unknown): value is Pick<Headers, 'get'> {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}
