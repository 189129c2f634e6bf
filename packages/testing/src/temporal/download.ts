import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { testTimeout } from '../support/test-timeout.ts';
import { runCommand } from './command.ts';
import { CLI_VERSION } from './source.ts';

/** Where Temporal's SDKs download the CLI from. */
export const DOWNLOAD_URL = 'https://temporal.download';

const SILENCE_MS = testTimeout(30_000);
const UNPACK_TIMEOUT_MS = testTimeout(300_000);
const ARCHIVE = 'archive.tar';

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

export interface DownloadOptions {
  /** The download's origin. */
  readonly url: string;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds without a byte after which it is given up, from the connection on; 30,000 by default. */
  readonly silenceMs?: number;
}

/**
 * Downloads the `temporal` binary as Temporal's SDKs do (their Rust core, `ephemeral_server`): a first
 * request names the archive for this system and the file in it, a second one fetches the archive.
 *
 * @param folder An empty folder, where the binary is put.
 * @returns the binary's path.
 * @throws Error that says what went wrong, in one line.
 */
export async function download(
  folder: string,
  { url, signal, silenceMs = SILENCE_MS }: DownloadOptions,
): Promise<string> {
  try {
    const file = await fetchArchive(join(folder, ARCHIVE), { url, signal, silenceMs });
    await unpack(folder, file, signal);
    return join(folder, file);
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(`${url}: ${explain(error)}`, { cause: error });
  }
}

/** Writes the archive, no longer compressed, and returns the name of the binary in it. */
async function fetchArchive(
  path: string,
  { url, signal, silenceMs }: Required<DownloadOptions>,
): Promise<string> {
  const silence = new AbortController();
  const fall = (): void => silence.abort(new Error(`nothing came for ${silenceMs / 1000} s`));
  const timer = setTimeout(fall, silenceMs);
  const abort = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  try {
    const info = await readInfo(await get(infoUrl(url), abort), url);
    const { body } = await get(info.archive, abort);
    if (body === null) throw new Error('the archive is empty');
    const bytes = Readable.fromWeb(body).on('data', () => timer.refresh());
    await pipeline(bytes, createGunzip(), createWriteStream(path), { signal: abort });
    return info.file;
  } finally {
    clearTimeout(timer);
  }
}

function infoUrl(origin: string): URL {
  const platform = PLATFORMS[process.platform];
  const arch = ARCHITECTURES[process.arch];
  if (platform === undefined || arch === undefined) {
    throw new Error(`it has nothing for ${process.platform} on ${process.arch}`);
  }
  const url = new URL(`/cli/v${CLI_VERSION}`, origin);
  // The same form on every system, Windows too, as the SDK asks for it.
  url.search = new URLSearchParams({ arch, platform, format: 'tar.gz' }).toString();
  return url;
}

async function get(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname} was answered with HTTP status ${response.status}`);
  return response;
}

async function readInfo(response: Response, origin: string): Promise<{ archive: URL; file: string }> {
  const info: unknown = await response.json();
  if (
    typeof info !== 'object' ||
    info === null ||
    !('archiveUrl' in info && typeof info.archiveUrl === 'string' && URL.canParse(info.archiveUrl)) ||
    // A bare name: it becomes an argument and a path.
    !(
      'fileToExtract' in info &&
      typeof info.fileToExtract === 'string' &&
      /^\w[\w.]*$/.test(info.fileToExtract)
    )
  ) {
    throw new Error('the answer does not name an archive and the file in it');
  }
  const archive = new URL(info.archiveUrl);
  if (archive.protocol !== 'https:' && archive.protocol !== new URL(origin).protocol) {
    throw new Error(`the archive is at ${archive.origin}, without TLS`);
  }
  return { archive, file: info.fileToExtract };
}

/** From a file, not from a pipe: what `tar` leaves unread of a pipe looks like a broken download. */
async function unpack(folder: string, file: string, signal: AbortSignal | undefined): Promise<void> {
  // Relative names, because some tars take the colon of a Windows path for a host's name.
  const args = ['-xf', ARCHIVE, file];
  try {
    await runCommand('tar', args, { env: process.env, cwd: folder, timeoutMs: UNPACK_TIMEOUT_MS, signal });
  } catch (error) {
    throw new Error(`\`tar ${args.join(' ')}\`: ${explain(error)}`, { cause: error });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What fetch throws says only "fetch failed"; its cause says why.
  return error.message === 'fetch failed' && error.cause instanceof Error
    ? error.cause.message
    : error.message;
}
