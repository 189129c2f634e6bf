import { RequestFailure } from '../request-failure.ts';
import { METHOD_NOT_FOUND } from './rpc-codes.ts';

const MAX_PAGES = 100;
const MAX_ITEMS = 5_000;
const MAX_CHARACTERS = 20_000_000;
/** A day, as in the SDK. */
const MAX_TTL_MS = 86_400_000;

/** One page of a server's list. */
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string | undefined;
  /** For how long a modern server allows to use the page, in milliseconds (SEP-2549). */
  readonly ttlMs?: unknown;
}

/** A server's list, and for how long it can be used, in milliseconds. */
export interface List<T> {
  readonly items: T[];
  readonly ttlMs: number;
}

/** The list of a server that has none. */
export const NOTHING: List<never> = { items: [], ttlMs: 0 };

/**
 * Reads all pages of a server's list, up to a limit: a server might return pages endlessly.
 *
 * @param what name of the list for errors, such as `tools`
 */
export async function listPages<T>(
  what: string,
  ask: (params: { cursor?: string }) => Promise<Page<T>>,
): Promise<List<T>> {
  const all: T[] = [];
  let ttlMs = MAX_TTL_MS;
  let characters = 0;
  let cursor: string | undefined;
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const page = await ask(cursor === undefined ? {} : { cursor }).catch(noneIfUnknown);
    const { items, nextCursor } = page;
    ttlMs = Math.min(ttlMs, typeof page.ttlMs === 'number' ? Math.max(0, page.ttlMs) : 0);
    all.push(...items);
    if (all.length > MAX_ITEMS) throw tooMany(`it lists more than ${MAX_ITEMS} ${what}`);
    characters += JSON.stringify(items).length;
    if (characters > MAX_CHARACTERS) {
      throw tooMany(`its list of ${what} is larger than ${MAX_CHARACTERS / 1_000_000} MB`);
    }
    // Some servers mark the last page with an empty cursor.
    if (nextCursor === undefined || nextCursor === '') return { items: all, ttlMs };
    cursor = nextCursor;
  }
  throw tooMany(`its list of ${what} has more than ${MAX_PAGES} pages`);
}

/** A server that does not know the method has no such list, whatever its capabilities say. */
function noneIfUnknown(error: unknown): Page<never> {
  if (error instanceof RequestFailure && error.rpcCode === METHOD_NOT_FOUND)
    return { items: [], ttlMs: Infinity };
  throw error;
}

function tooMany(message: string): RequestFailure {
  return new RequestFailure(message, { delivery: 'answered', final: true });
}
