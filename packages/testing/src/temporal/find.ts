import { DOWNLOAD_URL } from './download.ts';
import { fromCache } from './cache.ts';
import { fromAddress, fromCliPath, fromPath } from './environment.ts';
import { type TemporalAttempt, unavailable } from './errors.ts';
import { makeBinary } from './make-binary.ts';
import { writeToStderr } from './progress.ts';
import type { Environment, Search, TemporalAddress, TemporalBinary, TemporalSource } from './source.ts';
import { tryEach, type Way } from './try-each.ts';

/** How a Temporal server is looked for. */
export interface FindTemporalOptions {
  /** The variables that are read, and that commands are run with. By default `process.env`. */
  readonly env?: Environment;
  /** Only these ways are tried, in the order of {@link TemporalSource}. By default all. */
  readonly sources?: readonly TemporalSource[];
  /** A mirror of Temporal's download address. By default `https://temporal.download`. */
  readonly downloadUrl?: string;
  /** Told what is done, what was found, and every 15 seconds how long it takes. By default a line on stderr. */
  readonly onProgress?: (message: string) => void;
  /** Ends the lookup. */
  readonly signal?: AbortSignal;
}

const AT_HAND: readonly Way[] = [
  ['environment address', fromAddress],
  ['environment binary', fromCliPath],
  ['PATH', fromPath],
  ['cache', fromCache],
];

/**
 * Finds a Temporal server that runs, or finds or gets the `temporal` binary that starts one. The ways are
 * tried in the order of {@link TemporalSource}. What is downloaded or built is kept in the user's cache
 * folder, by one process at a time, and is seen to run before it is put there.
 *
 * @throws {@link TemporalUnavailableError} when no way leads to one, and at once when the environment names
 * a server that does not answer or a binary that does not run; the signal's reason when it is aborted.
 */
export async function findTemporal(
  options: FindTemporalOptions = {},
): Promise<TemporalAddress | TemporalBinary> {
  const search: Search = {
    env: options.env ?? process.env,
    downloadUrl: options.downloadUrl ?? DOWNLOAD_URL,
    onProgress: options.onProgress ?? writeToStderr,
    signal: options.signal,
  };
  const wanted = ([source]: Way): boolean => options.sources?.includes(source) ?? true;
  const attempts: TemporalAttempt[] = [];
  const found =
    (await tryEach(AT_HAND.filter(wanted), search, attempts)) ?? (await makeBinary(wanted, search, attempts));
  if (found === undefined) throw unavailable(attempts);
  search.onProgress(describe(found));
  return found;
}

function describe(found: TemporalAddress | TemporalBinary): string {
  if (found.kind === 'address') return `Using the server at ${found.address} (${found.source})`;
  return `Using ${found.path}, version ${found.version} (${found.source})`;
}
