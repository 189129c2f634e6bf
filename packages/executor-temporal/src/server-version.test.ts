import { once } from 'node:events';
import { createServer } from 'node:http2';
import { EngineVersionError } from '@mcp-agent/core/errors';
import { errorOf } from '@mcp-agent/testing/support';
import { temporal } from '@temporalio/proto';
import { describe, expect, test } from 'vitest';
import { OLDEST_SERVER } from './client/server-version.ts';
import { TemporalExecutor } from './index.ts';
import { startWorker } from './worker/index.ts';

const { GetSystemInfoResponse } = temporal.api.workflowservice.v1;

/** A server that knows one call, and reports a version. */
async function serve(serverVersion: string): Promise<AsyncDisposable & { temporalHost: string }> {
  const message = GetSystemInfoResponse.encode({ serverVersion, capabilities: {} }).finish();
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  const server = createServer().listen(0, '127.0.0.1');
  server.on('stream', (stream, { ':path': path }) => {
    const known = String(path).endsWith('/GetSystemInfo');
    const headers = { ':status': 200, 'content-type': 'application/grpc' };
    stream.resume();
    stream.on('error', () => {});
    if (!known) return stream.respond({ ...headers, 'grpc-status': '12' }, { endStream: true });
    stream.respond(headers, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    return stream.end(Buffer.concat([head, message]));
  });
  await once(server, 'listening');
  const address = server.address();
  return {
    temporalHost: `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

async function errors(temporalHost: string): Promise<unknown[]> {
  await using executor = new TemporalExecutor({ temporalHost });
  const workflows = new URL('test-support/odd-workflows.ts', import.meta.url);
  return [
    await errorOf(executor.listWorkflows()),
    await errorOf(startWorker({ temporalHost, taskQueue: 'none', workflows })),
  ];
}

describe('a server that is too old', () => {
  test.for(['1.26.9', '1.27.0', 'v0.30.0', '1.9.9-rc.1'])(
    'is an error with both versions, for client and worker: %s',
    async (version) => {
      await using server = await serve(version);
      for (const error of await errors(server.temporalHost)) {
        expect(error).toBeInstanceOf(EngineVersionError);
        expect(error).toMatchObject({ code: 'ENGINE_VERSION', version, oldest: OLDEST_SERVER });
        expect(error).toHaveProperty(
          'message',
          `The Temporal server at ${server.temporalHost} has version ${version}, which is too old. Upgrade it to ${OLDEST_SERVER} or newer.`,
        );
      }
    },
  );

  test.for([OLDEST_SERVER, '1.27.10', '1.100.0-cloud.5', '2.0.0', '', 'cloud'])(
    'is not one that reports %j',
    async (version) => {
      await using server = await serve(version);
      for (const error of await errors(server.temporalHost)) {
        expect(error).toMatchObject({ code: 'ENGINE_REQUEST_FAILED' });
      }
    },
  );
});
