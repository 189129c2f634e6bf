import { RequestFailure } from '../request-failure.ts';

const MAX_PAGES = 100;
const MAX_ITEMS = 5_000;
const MAX_CHARACTERS = 20_000_000;

/** One page of a server's list. */
interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | undefined;
}

/**
 * Reads all pages of a server's list, up to a limit: a server might return pages endlessly.
 *
 * @param what name of the list for errors, such as `tools`
 */
export async function listPages<T>(
  what: string,
  ask: (params: { cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  let characters = 0;
  let cursor: string | undefined;
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { items, nextCursor } = await ask(cursor === undefined ? {} : { cursor });
    all.push(...items);
    if (all.length > MAX_ITEMS) throw tooMany(`it lists more than ${MAX_ITEMS} ${what}`);
    characters += JSON.stringify(items).length;
    if (characters > MAX_CHARACTERS) {
      throw tooMany(`its list of ${what} is larger than ${MAX_CHARACTERS / 1_000_000} MB`);
    }
    // Some servers mark the last page with an empty cursor.
    if (nextCursor === undefined || nextCursor === '') return all;
    cursor = nextCursor;
  }
  throw tooMany(`its list of ${what} has more than ${MAX_PAGES} pages`);
}

function tooMany(message: string): RequestFailure {
  return new RequestFailure(message, { delivery: 'answered', final: true });
}
