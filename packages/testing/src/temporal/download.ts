import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { messageOf } from '@mcp-agent/core/host';
import { parseTar } from 'nanotar';
import { testTimeout } from '../support/test-timeout.ts';

/** The address from which Temporal's SDKs download the CLI. */
export const DOWNLOAD_URL = 'https://temporal.download';

const IDLE_TIMEOUT_MS = testTimeout(30_000);

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

export interface DownloadOptions {
  /** The origin of the download. */
  readonly url: string;
  readonly cliVersion: string;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds without data after which the download fails. Default: 30,000. */
  readonly idleTimeoutMs?: number;
}

/**
 * Downloads the `temporal` binary as Temporal's SDKs do (`ephemeral_server` in their Rust core): the first request
 * returns the URL of the archive for this system and the name of the binary in it, the second one the archive.
 *
 * @param folder an empty folder, which receives the binary
 * @returns the path of the binary
 * @throws Error with a message of one line
 */
export async function download(
  folder: string,
  { url, cliVersion, signal, idleTimeoutMs = IDLE_TIMEOUT_MS }: DownloadOptions,
): Promise<string> {
  try {
    const { archive, name } = await fetchArchive({ url, cliVersion, signal, idleTimeoutMs });
    const tar = await promisify(gunzip)(archive);
    const [binary] = parseTar(tar, { filter: (entry) => entry.name === name });
    if (binary?.data === undefined) throw new Error(`the archive does not contain ${name}`);
    await writeFile(join(folder, name), binary.data);
    return join(folder, name);
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(`${url}: ${reasonOf(error)}`, { cause: error });
  }
}

async function fetchArchive({
  url,
  cliVersion,
  signal,
  idleTimeoutMs,
}: Required<DownloadOptions>): Promise<{ archive: Buffer; name: string }> {
  const idle = new AbortController();
  const timer = setTimeout(
    () => idle.abort(new Error(`no data for ${idleTimeoutMs / 1000} s`)),
    idleTimeoutMs,
  );
  const abort = signal === undefined ? idle.signal : AbortSignal.any([signal, idle.signal]);
  try {
    const info = await readInfo(await get(infoUrl(url, cliVersion), abort), url);
    const { body } = await get(info.archive, abort);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body ?? []) {
      timer.refresh();
      chunks.push(chunk);
    }
    return { archive: Buffer.concat(chunks), name: info.name };
  } finally {
    clearTimeout(timer);
  }
}

function infoUrl(origin: string, cliVersion: string): URL {
  const platform = PLATFORMS[process.platform];
  const arch = ARCHITECTURES[process.arch];
  if (platform === undefined || arch === undefined) {
    throw new Error(`it has no binary for ${process.platform} on ${process.arch}`);
  }
  const url = new URL(`/cli/v${cliVersion}`, origin);
  // The SDKs request this format on every system, including Windows.
  url.search = new URLSearchParams({ arch, platform, format: 'tar.gz' }).toString();
  return url;
}

async function get(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url.pathname} returned HTTP status ${response.status}`);
  return response;
}

async function readInfo(response: Response, origin: string): Promise<{ archive: URL; name: string }> {
  const info: unknown = await response.json();
  if (
    typeof info !== 'object' ||
    info === null ||
    !('archiveUrl' in info && typeof info.archiveUrl === 'string' && URL.canParse(info.archiveUrl)) ||
    // A name without separators, because it becomes part of a path.
    !(
      'fileToExtract' in info &&
      typeof info.fileToExtract === 'string' &&
      /^\w[\w.]*$/.test(info.fileToExtract)
    )
  ) {
    throw new Error('the response does not name an archive and a file in it');
  }
  const archive = new URL(info.archiveUrl);
  if (archive.protocol !== 'https:' && archive.protocol !== new URL(origin).protocol) {
    throw new Error(`the archive is at ${archive.origin}, without TLS`);
  }
  return { archive, name: info.fileToExtract };
}

function reasonOf(error: unknown): string {
  // fetch throws "fetch failed", with the reason as its cause.
  const isFetchError = error instanceof Error && error.message === 'fetch failed';
  return messageOf(isFetchError ? error.cause : error);
}
