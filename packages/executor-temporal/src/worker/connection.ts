import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { fromNamespaceError, unreachable } from '../client/errors.ts';
import { checkServerVersion } from '../client/server-version.ts';

/**
 * Connects a worker to the server, and checks that the namespace exists: the SDK would retry a missing one for a
 * minute.
 *
 * @throws {@link EngineUnavailableError} when the server is not reachable
 * @throws {@link EngineVersionError} when it is too old
 * @throws {@link ConfigurationError} when it has no such namespace
 */
export async function connect(
  options: NativeConnectionOptions,
  address: string,
  namespace: string,
): Promise<NativeConnection> {
  const connection = await NativeConnection.connect(options).catch((error: unknown): never => {
    throw unreachable(address, error);
  });
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    checkServerVersion(address, serverVersion);
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    await connection.close();
    throw fromNamespaceError(error, { address, namespace });
  }
  return connection;
}
