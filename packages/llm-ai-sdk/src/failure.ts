import {
  APICallError,
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider';
import { messageOf } from '@mcp-agent/core/provider';
import { readErrorBody, ResponseError, type Service, type Unusable } from '@mcp-agent/provider-utils';

/** Errors that are thrown before a request is sent, and always again. */
const FINAL = [
  InvalidArgumentError,
  InvalidPromptError,
  LoadAPIKeyError,
  LoadSettingError,
  NoSuchModelError,
  UnsupportedFunctionalityError,
];

/**
 * Returns why a request cannot be sent at all, or `undefined`.
 *
 * @param path the section of the settings; `undefined` for a registered model
 */
export function unsendable(
  failure: unknown,
  { where }: Service,
  path: string | undefined,
): Unusable | undefined {
  const isUrl = isInvalidUrl(failure);
  if (!isUrl && !FINAL.some((known) => known.isInstance(failure))) return undefined;
  const host = 'In the process that runs activities,';
  // The words of the package name its own options and variables.
  const advice = isUrl
    ? `\n${host} set ${where.address} to the base URL of the service.`
    : LoadAPIKeyError.isInstance(failure)
      ? `\n${host} set ${where.key}, or the variable of the package.`
      : LoadSettingError.isInstance(failure) && path !== undefined
        ? `\n${host} set it in ${path}.options, or the variable of the package.`
        : '';
  return { fault: `the request cannot be sent: ${messageOf(failure)}${advice}`, final: true };
}

/** Whether the address of a request is not a URL: some packages have no default. */
function isInvalidUrl(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  return ('code' in failure && failure.code === 'ERR_INVALID_URL') || isInvalidUrl(failure.cause);
}

/** Whether the provider does not support a part of the prompt. */
export function isUnsupported(failure: unknown): boolean {
  return UnsupportedFunctionalityError.isInstance(failure);
}

/** Returns the URL of a failed request, if there was one. */
export function urlOf(failure: unknown): string | undefined {
  return APICallError.isInstance(failure) && URL.canParse(failure.url) ? failure.url : undefined;
}

/** Converts an error of the AI SDK, or of a stream, to one that `askService` classifies. */
export function toResponseError(failure: unknown): unknown {
  // The error of a stream may be what the service sent.
  if (!(failure instanceof Error)) return new ResponseError({ body: failure });
  if (!APICallError.isInstance(failure)) return readable(failure);
  const { statusCode, responseHeaders, responseBody, isRetryable, message } = failure;
  const headers = new Headers(responseHeaders);
  if (statusCode !== undefined && statusCode >= 400) {
    const body = responseBody || message;
    return new ResponseError({ status: statusCode, headers, body, ...(!isRetryable && { final: true }) });
  }
  return readable(failure, headers);
}

/** Maximum number of characters of a response to quote. */
const MAX_QUOTE_LENGTH = 200;

/** Returns the error that an unexpected response is, or an error without the long list of what a schema expects. */
function readable(failure: Error, headers?: Headers): Error {
  const mismatch = TypeValidationError.isInstance(failure) ? failure : failure.cause;
  if (!TypeValidationError.isInstance(mismatch)) return failure;
  if (readErrorBody(mismatch.value).message !== '') {
    return new ResponseError({ body: mismatch.value, ...(headers !== undefined && { headers }) });
  }
  const received = JSON.stringify(mismatch.value)?.slice(0, MAX_QUOTE_LENGTH);
  return new Error(`the package of the AI SDK does not read a response of this form: ${received}`);
}

/** The headers in which services send the ID of a request. */
const REQUEST_ID = ['x-request-id', 'request-id', 'x-amzn-requestid', 'apim-request-id', 'x-goog-request-id'];

/** Returns the ID of a request from the headers of its response. */
export function requestIdIn(headers: Readonly<Record<string, string>> | undefined): string | undefined {
  return REQUEST_ID.map((name) => headers?.[name]).find((value) => value !== undefined);
}
