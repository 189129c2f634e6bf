import { randomUUID } from 'node:crypto';
import type { JSONRPCErrorResponse, RequestId } from '@modelcontextprotocol/client';
import type { LongLine } from './line-reader.ts';

/** Maximum message length in bytes: the SDK's limit for stdio. */
export const MAX_MESSAGE_LENGTH: number = 10 * 1024 * 1024;

/** Marks a response that a transport created in place of the server's, which was too long. */
export const TOO_LARGE: string = randomUUID();

/** Creates the error response that replaces a response that is too long. */
export function tooLargeAnswer(id: RequestId, bytes: number | undefined): JSONRPCErrorResponse {
  const limit = `${MAX_MESSAGE_LENGTH / 1024 / 1024} MB`;
  const message =
    bytes === undefined
      ? `its response is larger than ${limit} and was discarded`
      : `its response has ${Math.round(bytes / 1024 / 1024)} MB (maximum: ${limit}) and was discarded`;
  return { jsonrpc: '2.0', id, error: { code: -32_000, message, data: TOO_LARGE } };
}

const ID = '("[^"\\\\]*"|-?\\d+)';
const AT_START = new RegExp(`^\\s*\\{\\s*(?:"jsonrpc"\\s*:\\s*"2\\.0"\\s*,\\s*)?"id"\\s*:\\s*${ID}\\s*,`);
const AT_END = new RegExp(`[,}\\]]\\s*"id"\\s*:\\s*${ID}\\s*(?:,\\s*"jsonrpc"\\s*:\\s*"2\\.0"\\s*)?\\}\\s*$`);
const NO_ANSWER = /^\s*\{\s*(?:"jsonrpc"\s*:\s*"2\.0"\s*,\s*)?(?:"id"\s*:\s*[^,]*,\s*)?"method"/;

/** Whether a line may be a response, not a notification or plain text. */
export function mayAnswer({ start }: LongLine): boolean {
  return start.trimStart().startsWith('{') && !NO_ANSWER.test(start);
}

/** Returns the request ID of a response that is too long; `undefined` if it is not found at the start or end. */
export function answeredBy({ start, end }: LongLine): RequestId | undefined {
  const id = AT_START.exec(start)?.[1] ?? AT_END.exec(end)?.[1];
  return id?.startsWith('"') === true ? id.slice(1, -1) : id === undefined ? undefined : Number(id);
}
