import {
  AISDKError,
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { isJsonObject, messageOf } from '@mcp-agent/core/provider';
import type { Unusable } from '@mcp-agent/provider-utils';

/** Maximum number of characters of a body to quote. */
const MAX_QUOTE_LENGTH = 300;

/** Errors that are thrown before a request is sent, and always again. */
const FINAL = [
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
];

/** Returns why a request cannot be sent at all, or `undefined`. */
export function unsendable(failure: unknown): Unusable | undefined {
  if (!FINAL.some((known) => known.isInstance(failure))) return undefined;
  return { fault: `the request cannot be sent: ${messageOf(failure)}`, final: true };
}

/** Whether the provider does not support a part of the prompt. */
export function isUnsupported(failure: unknown): boolean {
  return UnsupportedFunctionalityError.isInstance(failure);
}

/** The fields of an error by which `askService` classifies it. */
interface ClientFields {
  readonly status?: number;
  readonly code?: string;
  readonly headers?: Headers;
  readonly error?: unknown;
  readonly requestID?: string;
}

/** The headers in which services send the ID of a request. */
const REQUEST_ID = ['x-request-id', 'request-id', 'x-amzn-requestid', 'apim-request-id', 'x-goog-request-id'];

/** Returns the ID of a request from the headers of its response. */
export function requestIdIn(headers: Readonly<Record<string, string>> | undefined): string | undefined {
  return REQUEST_ID.map((name) => headers?.[name]).find((value) => value !== undefined);
}

/** Converts an error of the AI SDK, or of a stream, to one as the official clients throw it. */
export function toClientError(failure: unknown): unknown {
  if (APICallError.isInstance(failure)) return fromCall(failure);
  if (failure instanceof Error || AISDKError.isInstance(failure)) return failure;
  // The error of a stream may be what the service sent.
  const { message, code } = wordsIn(failure);
  return clientError(message ?? JSON.stringify(failure), undefined, {
    error: failure ?? {},
    ...(code !== undefined && { code }),
  });
}

function fromCall(failure: APICallError): unknown {
  const { statusCode, responseHeaders, responseBody, message } = failure;
  const sent = parsed(responseBody);
  const words = wordsIn(sent);
  const requestID = requestIdIn(responseHeaders);
  const fields = {
    headers: new Headers(responseHeaders),
    ...codeField(words),
    ...(requestID !== undefined && { requestID }),
  };
  if (statusCode !== undefined && statusCode >= 400) {
    const isKnown = sent !== undefined && message !== '';
    const said = words.message ?? (isKnown ? message : withBody(message, responseBody));
    return clientError(said, failure, { status: statusCode, ...fields });
  }
  // A successful response with an error in place of an answer.
  if (words.message !== undefined && isJsonObject(sent) && sent['error'] !== undefined) {
    return clientError(words.message, failure, { error: sent, ...fields });
  }
  return Object.assign(failure, requestID !== undefined && { requestID });
}

function clientError(message: string, cause: unknown, fields: ClientFields): Error {
  return Object.assign(new Error(message, { cause }), fields);
}

function withBody(message: string, body: string | undefined): string {
  const text = body?.trim() ?? '';
  if (text === '' || text.startsWith('<')) return message;
  return `${message}: ${text.slice(0, MAX_QUOTE_LENGTH)}`;
}

function parsed(body: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return value;
  } catch {
    return undefined;
  }
}

interface Words {
  readonly message?: string;
  readonly code?: string;
}

/** Returns the message and the code in the error of a service, which has one of a few forms. */
function wordsIn(sent: unknown): Words {
  if (typeof sent === 'string' && sent !== '') return { message: sent };
  if (Array.isArray(sent)) return wordsIn(sent[0]);
  if (!isJsonObject(sent)) return {};
  const { error, message, code, type, status } = sent;
  if (typeof error === 'string') return { message: error, ...codeField({ code, type, status }) };
  if (isJsonObject(error)) return wordsIn(error);
  return { ...(typeof message === 'string' && { message }), ...codeField({ code, type, status }) };
}

function codeField(fields: { readonly code?: unknown; readonly type?: unknown; readonly status?: unknown }): {
  readonly code?: string;
} {
  const code = [fields.code, fields.type, fields.status].find(
    (one): one is string => typeof one === 'string' && one !== '',
  );
  return code === undefined ? {} : { code };
}
