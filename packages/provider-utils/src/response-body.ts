import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isJsonObject } from '@mcp-agent/core/host';
import { isPage, readErrorBody } from './error-body.ts';
import type { ResponseErrorFields } from './response-error.ts';
import type { Service } from './service.ts';

/** Maximum number of bytes of an error to read. */
export const MAX_ERROR_BYTES = 65_536;

/** Maximum number of bytes of a whole answer, after decompression. */
export const MAX_ANSWER_BYTES = 268_435_456;

const DECODERS: Readonly<Record<string, () => Transform>> = {
  br: createBrotliDecompress,
  deflate: createInflate,
  gzip: createGunzip,
  'x-gzip': createGunzip,
};

/** Decompresses a body that a service or a proxy has compressed unasked. */
export function decode(body: Readable, headers: IncomingHttpHeaders): Readable {
  const decoder = DECODERS[headers['content-encoding']?.trim().toLowerCase() ?? ''];
  // The callback prevents an unhandled error; the reader of the result receives it too.
  return decoder === undefined ? body : pipeline(body, decoder(), () => {});
}

/** Reads a body as text, up to a limit. */
export async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxBytes);
}

/** Whether a body is read as a whole. All others, such as server-sent events, are passed on as they arrive. */
export function isWhole(headers: IncomingHttpHeaders): boolean {
  const type = headers['content-type'] ?? 'text/plain';
  return /^\s*(?:application\/(?:[\w.+-]+\+)?json|text\/(?:html|plain)|application\/xhtml)\b/i.test(type);
}

/** Fields of an answer, in the protocols of services. An answer may also have `error: null` or a failure in it. */
const ANSWER_FIELDS = ['choices', 'content', 'output', 'candidates'];
const HAS_ANSWER = new RegExp(`"(?:${ANSWER_FIELDS.join('|')})"\\s*:\\s*["{[]`);

/**
 * Returns the error that the whole body of a successful response is: a page, an object with an error in any common
 * form, or, if the request asks for a stream, any text but events or an answer. `undefined` if it can be an answer.
 *
 * @param sent the body of the request
 */
export function errorIn(text: string, sent: string): ResponseErrorFields | undefined {
  if (isPage(text)) return { body: text, final: true, advise: checkAddress };
  const asksForStream = /"stream"\s*:\s*true/.test(sent);
  // An answer is not parsed twice.
  if (!asksForStream && HAS_ANSWER.test(text) && !/"error"\s*:\s*["{[]/.test(text)) return undefined;
  if (asksForStream && (/^(?:event|data|id|retry)?:/m.test(text) || text.trim() === '')) return undefined;
  const body = parse(text);
  const known = isJsonObject(body) ? ANSWER_FIELDS.filter((name) => name in body) : [];
  if (isJsonObject(body) && known.some((name) => body[name] !== null)) return undefined;
  const isError = isJsonObject(body) && (Boolean(body['error']) || readErrorBody(body).message !== '');
  return isError || (asksForStream && known.length === 0) ? { body: body ?? text } : undefined;
}

function checkAddress({ where }: Service): string {
  return `The response is a page, not an answer. Check that ${where.address} is the URL of the API.`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
