import { createServer, type FixtureResponse } from '@copilotkit/aimock';

/** The fault of every request. */
export type Chaos = 'drop' | 'malformed' | 'rateLimit' | 'disconnect' | 'cut';

/** A server of `aimock`, which implements the protocols of OpenAI and Anthropic. */
export interface Aimock extends AsyncDisposable {
  readonly origin: string;
}

/**
 * Starts `aimock`, an implementation of the protocols that is independent of this package: a provider that works with both
 * does not just match this package's reading of a protocol.
 *
 * @param chaos the fault of every request. Default: none
 */
export async function startAimock(response: FixtureResponse, chaos?: Chaos): Promise<Aimock> {
  const { server, url } = await createServer(
    [{ match: {}, response, ...(chaos === 'cut' && { truncateAfterChunks: 3, chunkSize: 4 }) }],
    {
      host: '127.0.0.1',
      port: 0,
      chunkSize: 4,
      ...(chaos !== undefined && chaos !== 'cut' && { chaos: { [`${chaos}Rate`]: 1 } }),
    },
  );
  return {
    origin: url,
    [Symbol.asyncDispose]: () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeAllConnections();
      return closed.promise;
    },
  };
}
