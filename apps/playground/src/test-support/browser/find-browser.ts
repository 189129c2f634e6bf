import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { messageOf } from '@mcp-agent/core/host';

/** A Chromium, or why there is none. */
export type Found = { readonly path: string; readonly args: readonly string[] } | { readonly why: string };

const PROGRAM_FILES = process.env['PROGRAMFILES'] ?? 'C:\\Program Files';
const PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  ),
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: [
    `${PROGRAM_FILES}\\Google\\Chrome\\Application\\chrome.exe`,
    `${PROGRAM_FILES} (x86)\\Microsoft\\Edge\\Application\\msedge.exe`,
  ],
};

/** Arguments for root and containers, and without network access of its own. */
const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
];

/** A Chromium in an npm package, for Linux without one. It has 70 MB, so it is not a dependency. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '153.0.0';

/** Finds a browser: at `CHROME_PATH`, in the usual places, or, on Linux, in the npm registry. */
export async function findBrowser(
  places: readonly string[] = PLACES[process.platform] ?? [],
): Promise<Found> {
  const { CHROME_PATH: named = '' } = process.env;
  if (named !== '') {
    return existsSync(named)
      ? { path: named, args: ARGS }
      : { why: `CHROME_PATH is "${named}", where nothing is` };
  }
  const path = places.find((place) => existsSync(place));
  if (path !== undefined) return { path, args: ARGS };
  if (process.platform !== 'linux') return { why: 'no Chrome is installed; CHROME_PATH can name one' };
  try {
    return await fromRegistry();
  } catch (error) {
    const reason = messageOf(error);
    return {
      why: `no Chrome is installed, and ${PACKAGE} could not be had from the npm registry: ${reason}`,
    };
  }
}

async function fromRegistry(): Promise<Found> {
  const cache = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const folder = join(cache, 'mcp-agent', `chromium-${VERSION}`);
  const module = join(folder, 'node_modules', PACKAGE, 'build/index.js');
  if (!existsSync(module)) {
    await mkdir(folder, { recursive: true });
    process.stderr.write(`Fetching ${PACKAGE}@${VERSION}, once: 70 MB ...\n`);
    const install = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      `${PACKAGE}@${VERSION}`,
    ];
    await promisify(execFile)('npm', install, { cwd: folder });
  }
  const { default: chromium }: { default: Packaged } = await import(pathToFileURL(module).href);
  // Its default arguments are for serverless functions: --single-process ends the browser with its first page.
  return { path: await chromium.executablePath(), args: ARGS };
}

/** The exports of the package. */
interface Packaged {
  executablePath(): Promise<string>;
}
