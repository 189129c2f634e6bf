import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { testTimeout } from '../support/test-timeout.ts';
import { checkBinary } from './check-binary.ts';
import { namespaceProblem } from './namespace-problem.ts';
import type { LookupResult, LookupContext } from './source.ts';

const DEFAULT_PORT = '7233';
/** A server answers in milliseconds, over a slow network in a second or two. */
const REQUEST_TIMEOUT_MS = testTimeout(30_000);

/** The file name of the binary on this system. */
export const BINARY_NAME: string = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** Looks for a server that answers at `TEMPORAL_ADDRESS`. */
export async function lookUpAddress({ env, signal }: LookupContext): Promise<LookupResult> {
  const value = env['TEMPORAL_ADDRESS'];
  if (!value) return { kind: 'miss', reason: 'TEMPORAL_ADDRESS is not set' };
  const namespace = env['TEMPORAL_NAMESPACE'] || 'default';
  const address = hostAndPort(value);
  if (address === undefined) {
    return { kind: 'miss', final: true, reason: `TEMPORAL_ADDRESS is "${value}", which is not host:port` };
  }
  const problem = await namespaceProblem(address, namespace, { timeoutMs: REQUEST_TIMEOUT_MS, signal });
  if (problem === undefined) return { kind: 'address', source: 'environment address', address, namespace };
  return {
    kind: 'miss',
    final: true,
    reason: `TEMPORAL_ADDRESS is "${value}", but the server is not usable: ${problem} (it must accept gRPC without TLS)`,
  };
}

/** Looks for a working binary at `TEMPORAL_CLI_PATH`. */
export async function lookUpCliPath({ env, signal }: LookupContext): Promise<LookupResult> {
  const path = env['TEMPORAL_CLI_PATH'];
  if (!path) return { kind: 'miss', reason: 'TEMPORAL_CLI_PATH is not set' };
  const check = await checkBinary(path, { env, signal });
  if (check.ok) return { kind: 'binary', source: 'environment binary', path, version: check.version };
  return {
    kind: 'miss',
    final: true,
    reason: `TEMPORAL_CLI_PATH is "${path}", but the binary is not usable: ${check.reason}`,
  };
}

/** Looks for the first working binary on the PATH. */
export async function lookUpPath({ env, signal }: LookupContext): Promise<LookupResult> {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const broken: string[] = [];
  for (const folder of folders) {
    const path = join(folder, BINARY_NAME);
    if (!(await isExecutable(path))) continue;
    const check = await checkBinary(path, { env, signal });
    if (check.ok) return { kind: 'binary', source: 'PATH', path, version: check.version };
    broken.push(`${path} is not usable: ${check.reason}`);
  }
  if (broken.length > 0) return { kind: 'miss', reason: broken.join('; ') };
  return { kind: 'miss', reason: `none of its ${folders.length} folders contains ${BINARY_NAME}` };
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Parses an address as Temporal's tools do: the port is optional. */
function hostAndPort(value: string): string | undefined {
  const text = `grpc://${value}`;
  if (value.includes('/') || !URL.canParse(text)) return undefined;
  const { hostname, port } = new URL(text);
  return hostname === '' ? undefined : `${hostname}:${port || DEFAULT_PORT}`;
}
