import { TextDecoder } from 'node:util';
import { htmlToMarkdown } from './html-to-markdown.ts';

/** What could be read at an address. */
export interface Page {
  readonly ok: true;
  /** Where it was found in the end, after redirections. */
  readonly url: string;
  /** Markdown where the page is HTML, else the text as it is. */
  readonly text: string;
}

/** Why nothing could be read, in words that a model or a person can act on. */
export interface NoPage {
  readonly ok: false;
  readonly reason: string;
}

const TIME_LIMIT_MS = 20_000;
const MAX_BYTES = 5 * 1024 * 1024;
const TEXT = /^(text\/|application\/(json|xml|xhtml\+xml|javascript|.+\+(json|xml))\b)/i;
const HTML = /^(text\/html|application\/xhtml\+xml)\b/i;

/** Reads the page at an address. What is wrong with the address or the page is told, never thrown. */
export async function readPage(address: string, cancelled: AbortSignal): Promise<Page | NoPage> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return refuse(`"${address}" is no URL. Give one such as https://example.com/.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse(`Only http and https are read, not "${url.protocol}".`);
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('A URL with a user name or a password in it is not read.');
  }
  const timeLimit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([cancelled, timeLimit]),
      headers: {
        accept: 'text/html, text/*;q=0.9, */*;q=0.5',
        'user-agent': 'mcp-agent-playground (fetch server)',
      },
    });
    return await readResponse(url, response);
  } catch (error) {
    cancelled.throwIfAborted();
    if (timeLimit.aborted) return refuse(`${url.href} did not answer within ${TIME_LIMIT_MS / 1000} s.`);
    return refuse(`${url.href} could not be read: ${reasonOf(error)}.`);
  }
}

async function readResponse(asked: URL, response: Response): Promise<Page | NoPage> {
  const type = response.headers.get('content-type') ?? 'text/plain';
  if (!response.ok || !TEXT.test(type)) {
    await response.body?.cancel();
    if (!response.ok) return refuse(`${asked.href} answered with HTTP status ${response.status}.`);
    return refuse(`${asked.href} is no text, but "${type}".`);
  }
  const { bytes, complete } = await readBytes(response.body);
  const text = decoder(type).decode(bytes);
  const readable = HTML.test(type) ? htmlToMarkdown(text) : text.trim();
  const note = complete ? '' : '\n\n[The page is larger than 5 MB: the rest of it was not read.]';
  return { ok: true, url: response.url || asked.href, text: readable + note };
}

async function readBytes(
  body: ReadableStream<Uint8Array> | null,
): Promise<{ bytes: Buffer; complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop cancels the stream.
    if (size > MAX_BYTES) return { bytes: Buffer.concat(chunks).subarray(0, MAX_BYTES), complete: false };
  }
  return { bytes: Buffer.concat(chunks), complete: true };
}

function decoder(contentType: string): TextDecoder {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset);
  } catch {
    // Nobody knows that charset; UTF-8 is the likeliest.
    return new TextDecoder();
  }
}

/** What fetch throws says only "fetch failed"; its innermost cause says why. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  return error.message || error.name;
}

function refuse(reason: string): NoPage {
  return { ok: false, reason };
}
