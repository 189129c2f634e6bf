import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { checkBinary } from './check-binary.ts';
import { probeNamespace } from './probe.ts';
import type { Outcome, Search } from './source.ts';

const DEFAULT_PORT = '7233';
/** A server that runs answers in milliseconds; one across a slow network in a second or two. */
const ANSWER_TIMEOUT_MS = testTimeout(30_000);

/** The file's name on this system. */
export const BINARY_NAME: string = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** The server that `TEMPORAL_ADDRESS` names, if it answers. */
export async function fromAddress({ env, signal }: Search): Promise<Outcome> {
  const given = env['TEMPORAL_ADDRESS'];
  if (!given) return { kind: 'miss', reason: 'TEMPORAL_ADDRESS is not set' };
  const namespace = env['TEMPORAL_NAMESPACE'] || 'default';
  const address = hostAndPort(given);
  if (address === undefined) {
    return { kind: 'miss', final: true, reason: `TEMPORAL_ADDRESS is "${given}", which is not host:port` };
  }
  const refusal = await probeNamespace(address, namespace, { timeoutMs: ANSWER_TIMEOUT_MS, signal });
  if (refusal === undefined) return { kind: 'address', source: 'environment address', address, namespace };
  return {
    kind: 'miss',
    final: true,
    reason: `TEMPORAL_ADDRESS is "${given}", and that server cannot be used: ${refusal} (it must speak gRPC without TLS)`,
  };
}

/** The binary that `TEMPORAL_CLI_PATH` names, if it runs. */
export async function fromCliPath({ env, signal }: Search): Promise<Outcome> {
  const path = env['TEMPORAL_CLI_PATH'];
  if (!path) return { kind: 'miss', reason: 'TEMPORAL_CLI_PATH is not set' };
  const check = await checkBinary(path, { env, signal });
  if (check.ok) return { kind: 'binary', source: 'environment binary', path, version: check.version };
  return {
    kind: 'miss',
    final: true,
    reason: `TEMPORAL_CLI_PATH is "${path}", which cannot be used: ${check.reason}`,
  };
}

/** The first binary on the PATH that runs. */
export async function fromPath({ env, signal }: Search): Promise<Outcome> {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const broken: string[] = [];
  for (const folder of folders) {
    const path = join(folder, BINARY_NAME);
    if (!(await isExecutable(path))) continue;
    const check = await checkBinary(path, { env, signal });
    if (check.ok) return { kind: 'binary', source: 'PATH', path, version: check.version };
    broken.push(`${path} cannot be used: ${check.reason}`);
  }
  if (broken.length > 0) return { kind: 'miss', reason: broken.join('; ') };
  return { kind: 'miss', reason: `no ${BINARY_NAME} in any of its ${folders.length} folders` };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `host:port` of an address as Temporal's own tools take it: the port may be missing. */
function hostAndPort(given: string): string | undefined {
  const text = `grpc://${given}`;
  if (given.includes('/') || !URL.canParse(text)) return undefined;
  const { hostname, port } = new URL(text);
  return hostname === '' ? undefined : `${hostname}:${port || DEFAULT_PORT}`;
}
