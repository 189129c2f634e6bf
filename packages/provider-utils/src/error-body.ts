import { isJsonObject } from '@mcp-agent/core/host';

/** What the body of an error says. */
export interface ErrorBody {
  /** The words of the service. Empty if the body has none. */
  readonly message: string;
  /** The service's names for the error: `code`, `type`, or Google's `status`. */
  readonly codes: readonly string[];
  /** A status in the body, such as OpenRouter's numeric `code`. */
  readonly status?: number;
  /** The delay before a retry in Google's `RetryInfo`, such as `33s`. */
  readonly retryDelay?: string;
}

/** Maximum depth of an error within an error. */
const MAX_DEPTH = 5;

/**
 * Reads the body of an error in the forms that services use: `error` as an object or text, `message`, FastAPI's
 * `detail`, Google's array, JSON as text, or a page.
 */
export function readErrorBody(body: unknown, depth = 0): ErrorBody {
  if (typeof body === 'string') return readText(body, depth);
  if (typeof body !== 'object' || body === null || depth > MAX_DEPTH) return NOTHING;
  if (Array.isArray(body)) return readList(body, depth);
  const fields = new Map<string, unknown>(Object.entries(body));
  // MiniMax's `base_resp` of an answer.
  if (fields.get('status_code') === 0) return NOTHING;
  const nested = WORDS.map((name) => readErrorBody(fields.get(name), depth + 1)).filter(isTelling);
  const words = nested.find(({ message }) => message !== '')?.message ?? '';
  const origin = readErrorBody(originOf(fields.get('metadata')), depth + 1).message;
  const details = fields.get('details');
  const retryDelay = Array.isArray(details) ? retryDelayIn(details) : undefined;
  const status = nested.find((one) => one.status !== undefined)?.status ?? statusOf(fields);
  const delay = retryDelay ?? nested.find((one) => one.retryDelay !== undefined)?.retryDelay;
  return {
    message: origin === '' || words.includes(origin) ? words : [words, origin].filter(Boolean).join(': '),
    codes: [...nested.flatMap(({ codes }) => codes), ...codesOf(fields)],
    ...(status !== undefined && { status }),
    ...(delay !== undefined && { retryDelay: delay }),
  };
}

/** Fields with the words of an error, the most specific first. */
const WORDS = [
  'error_description',
  'error',
  'errors',
  'message',
  'Message',
  'detail',
  'msg',
  'error_message',
  // Baidu.
  'error_msg',
  // MiniMax.
  'base_resp',
  'status_msg',
  'title',
];

const NOTHING: ErrorBody = { message: '', codes: [] };

function isTelling({ message, codes }: ErrorBody): boolean {
  return message !== '' || codes.length > 0;
}

function readText(text: string, depth: number): ErrorBody {
  const trimmed = text.trim();
  if (/^[[{]/.test(trimmed)) {
    try {
      const read = readErrorBody(JSON.parse(trimmed), depth + 1);
      if (read.message !== '') return read;
    } catch {
      // A text that starts with a bracket.
    }
  }
  return { message: isPage(trimmed) ? wordsOfPage(trimmed) : trimmed, codes: [] };
}

/** Whether a text is a web page. */
export function isPage(text: string): boolean {
  return /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text);
}

function wordsOfPage(page: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1]?.trim() ?? '';
  if (title !== '') return title;
  return page
    .replaceAll(/<(script|style)\b.*?<\/\1>/gis, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Reads a list of errors: Google's, or FastAPI's with the path of each field. */
function readList(list: readonly unknown[], depth: number): ErrorBody {
  const read = list.map((one) => ({ at: pathOf(one), ...readErrorBody(one, depth + 1) }));
  const told = read.filter(isTelling);
  const [first] = told;
  if (first === undefined) return NOTHING;
  const message = told.map((one) => (one.at === '' ? one.message : `${one.at}: ${one.message}`)).join('; ');
  const { at: _, ...rest } = first;
  return { ...rest, message };
}

function pathOf(error: unknown): string {
  const path = isJsonObject(error) ? error['loc'] : undefined;
  return Array.isArray(path)
    ? path.filter((step) => typeof step === 'string' || typeof step === 'number').join('.')
    : '';
}

function codesOf(fields: ReadonlyMap<string, unknown>): string[] {
  return ['code', 'type', 'status', '__type', 'error_code']
    .map((name) => fields.get(name))
    .filter((code): code is string => typeof code === 'string' && code !== '' && code !== 'error');
}

function statusOf(fields: ReadonlyMap<string, unknown>): number | undefined {
  return ['code', 'status', 'status_code', 'statusCode', 'error_code']
    .map((name) => Number(fields.get(name)))
    .find((status) => Number.isInteger(status) && status >= 400 && status < 600);
}

/** The error of the service behind a router: OpenRouter's `metadata.raw`. */
function originOf(metadata: unknown): unknown {
  return isJsonObject(metadata) ? metadata['raw'] : undefined;
}

function retryDelayIn(details: readonly unknown[]): string | undefined {
  return details
    .map((one: unknown) => (isJsonObject(one) ? one['retryDelay'] : undefined))
    .find((delay) => typeof delay === 'string');
}
