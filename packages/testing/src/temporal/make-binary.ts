import { dirname, join } from 'node:path';
import { messageOf } from '@mcp-agent/core/host';
import { cachedBinaryPath, fromCache, putIntoCache } from './cache.ts';
import { download } from './download.ts';
import type { TemporalAttempt } from './errors.ts';
import { goInstall, whyNoGo } from './go-install.ts';
import { withFileLock } from './lock.ts';
import { withProgress } from './progress.ts';
import { CLI_VERSION, type Found, type Outcome, type Search, type TemporalSource } from './source.ts';
import { tryEach, type Way } from './try-each.ts';

const WAYS: readonly Way[] = [
  ['download', byDownload],
  ['go install', byGoInstall],
];

/**
 * Downloads or builds the binary into the cache, unless another process has done so by the time that it is
 * our turn. What was tried in vain is added to `attempts`.
 */
export async function makeBinary(
  wanted: (way: Way) => boolean,
  search: Search,
  attempts: TemporalAttempt[],
): Promise<Found | undefined> {
  const ways = WAYS.filter(wanted);
  if (ways.length === 0) return undefined;
  const lock = join(dirname(cachedBinaryPath(search.env)), 'lock');
  const onWait = (): void =>
    search.onProgress('Another process is getting the temporal binary; waiting for it');
  const work = async (): Promise<Found | undefined> => {
    const cached = wanted(['cache', fromCache]) ? await fromCache(search) : undefined;
    if (cached !== undefined && cached.kind !== 'miss') return cached;
    return tryEach(ways, search, attempts);
  };
  try {
    return await withFileLock(lock, work, { onWait, signal: search.signal });
  } catch (error) {
    search.signal?.throwIfAborted();
    // The lock is the first file that is written there: a folder that is read-only shows here.
    if (!isSystemError(error)) throw error;
    const reason = `the cache folder cannot be used: ${error.message}`;
    attempts.push(...ways.map(([source]) => ({ source, reason })));
    return undefined;
  }
}

async function byDownload(search: Search): Promise<Outcome> {
  const { downloadUrl: url, signal } = search;
  return intoCache('download', `Downloading temporal ${CLI_VERSION} from ${url}`, search, (folder) =>
    download(folder, { url, signal }),
  );
}

async function byGoInstall(search: Search): Promise<Outcome> {
  const reason = await whyNoGo(search);
  if (reason !== undefined) return { kind: 'miss', reason };
  const what = `Building temporal ${CLI_VERSION} with \`go install\`, which takes some minutes, once`;
  return intoCache('go install', what, search, (folder) => goInstall(folder, search));
}

async function intoCache(
  source: TemporalSource,
  what: string,
  search: Search,
  get: (folder: string) => Promise<string>,
): Promise<Outcome> {
  try {
    const made = await withProgress(search.onProgress, what, () => putIntoCache(search, get));
    return { kind: 'binary', source, ...made };
  } catch (error) {
    search.signal?.throwIfAborted();
    return { kind: 'miss', reason: messageOf(error) };
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
