import { TextDecoder } from 'node:util';
import { htmlToMarkdown } from './html-to-markdown.ts';

/** A page that was read. */
export interface Page {
  readonly ok: true;
  /** URL after redirects. */
  readonly url: string;
  /** Markdown if the page is HTML, or the unchanged text. */
  readonly text: string;
}

/** Why a page was not read, in words for a model or a user. */
export interface NoPage {
  readonly ok: false;
  readonly reason: string;
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 5 * 1024 * 1024;
const TEXT = /^(text\/|application\/(json|xml|xhtml\+xml|javascript|.+\+(json|xml))\b)/i;
const HTML = /^(text\/html|application\/xhtml\+xml)\b/i;

/** Reads a page. Problems with the URL or the page are returned, not thrown. */
export async function readPage(address: string, cancelled: AbortSignal): Promise<Page | NoPage> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) return refuse(`"${address}" is not a URL. Use one such as https://example.com/.`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return refuse(`A URL with "${url.protocol}" cannot be read. Use http or https.`);
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('A URL with a user name or a password is not read. Remove them.');
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([cancelled, timeout]),
      headers: {
        accept: 'text/html, text/*;q=0.9, */*;q=0.5',
        'user-agent': 'mcp-agent-playground (fetch server)',
      },
    });
    return await readResponse(url, response);
  } catch (error) {
    cancelled.throwIfAborted();
    if (timeout.aborted)
      return refuse(`${url.href} did not respond within ${TIMEOUT_MS / 1000} s. Read another page.`);
    return refuse(`${url.href} could not be read: ${reasonOf(error)}.`);
  }
}

async function readResponse(asked: URL, response: Response): Promise<Page | NoPage> {
  const type = response.headers.get('content-type') ?? 'text/plain';
  if (!response.ok || !TEXT.test(type)) {
    await response.body?.cancel();
    if (!response.ok) return refuse(`${asked.href} responded with HTTP status ${response.status}.`);
    return refuse(`${asked.href} is not text, but "${type}". Read another page.`);
  }
  const { bytes, complete } = await readBytes(response.body);
  const text = decoder(type).decode(bytes);
  const readable = HTML.test(type) ? htmlToMarkdown(text) : text.trim();
  const note = complete ? '' : '\n\n[Truncated: the page is larger than 5 MB.]';
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
    // Unknown charset: UTF-8 is the most likely.
    return new TextDecoder();
  }
}

/** Returns the message of the innermost cause. The error of `fetch` itself is only "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause !== undefined) return reasonOf(error.cause);
  return error.message || error.name;
}

function refuse(reason: string): NoPage {
  return { ok: false, reason };
}
