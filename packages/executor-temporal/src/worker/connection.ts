import { setTimeout as wait } from 'node:timers/promises';
import { McpAgentError } from '@mcp-agent/core/errors';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { nativeConnectionError } from '../client/connection-error.ts';
import { GRPC, grpcCode } from '../client/grpc-status.ts';
import { missingNamespaceRetryMs } from '../client/missing-namespace.ts';
import { checkServerVersion } from '../client/server-version.ts';
import { serverError } from '../client/server-errors.ts';

/**
 * Connects a worker to the server, and checks that the namespace exists: the SDK would retry a missing one for a
 * minute.
 *
 * @throws {@link EngineUnavailableError}, {@link EngineTlsError}, {@link EngineAccessError}, {@link EngineVersionError}, or
 * {@link ConfigurationError} for a missing namespace
 */
export async function connect(
  options: NativeConnectionOptions,
  address: string,
  namespace: string,
): Promise<NativeConnection> {
  const subject = { address, namespace, tls: options.tls === true };
  const connection = await NativeConnection.connect(options).catch(async (error: unknown): Promise<never> => {
    throw await nativeConnectionError(error, subject);
  });
  try {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    checkServerVersion(address, serverVersion);
    await findNamespace(connection, namespace);
  } catch (error) {
    await connection.close();
    throw McpAgentError.isInstance(error) ? error : serverError(error, subject);
  }
  return connection;
}

async function findNamespace(connection: NativeConnection, namespace: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return;
    } catch (error) {
      const delayMs = grpcCode(error) === GRPC.NOT_FOUND ? missingNamespaceRetryMs(attempt) : undefined;
      if (delayMs === undefined) throw error;
      await wait(delayMs);
    }
  }
}
