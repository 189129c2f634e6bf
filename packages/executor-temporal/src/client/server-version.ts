import { EngineVersionError } from '@mcp-agent/core/errors';

/** The oldest server that works: `pnpm oldest-server` runs the tests on it. Server 1.25.1 fails six requirements. */
export const OLDEST_SERVER = '1.27.1';

/**
 * Checks the version that a server reports. A version of another form is accepted: a cloud or a test server may have one
 * of its own.
 *
 * @throws {@link EngineVersionError} if the server is too old
 */
export function checkServerVersion(address: string, version: string | null | undefined): void {
  const found = parse(version ?? '');
  const oldest = parse(OLDEST_SERVER);
  if (found === undefined || oldest === undefined || compare(found, oldest) >= 0) return;
  throw new EngineVersionError(
    `The Temporal server at ${address} has version ${version}, which is too old. Upgrade it to ${OLDEST_SERVER} or newer.`,
    { address, version: version ?? '', oldest: OLDEST_SERVER },
  );
}

type Version = readonly [major: number, minor: number, patch: number];

function parse(text: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  if (major === undefined) return undefined;
  return [Number(major), Number(minor), Number(patch)];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
