import { createServer, type FixtureResponse } from '@copilotkit/aimock';

/** What goes wrong with a request, by chaos. */
export type Chaos = 'drop' | 'malformed' | 'rateLimit' | 'disconnect' | 'cut';

/** A server of `aimock`, which speaks the protocols of OpenAI and Anthropic as others have read them. */
export interface Aimock extends AsyncDisposable {
  readonly origin: string;
}

/**
 * Starts `aimock`. What this package's own stand-in sends is what we take a protocol to be; aimock was written
 * by others, so that a provider that fits both has not just been fitted to our own reading.
 *
 * @param chaos what goes wrong with every request; nothing by default
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
