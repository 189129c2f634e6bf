import { once } from 'node:events';
import {
  connect,
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';

/** A status that the proxy sends instead of the server's response. */
export interface GrpcStatus {
  readonly code: number;
  readonly message: string;
}

/** Returns the status of a call, or `undefined` to forward it. */
export type Intercept = (method: string) => GrpcStatus | undefined;

/** A gRPC proxy before a server, with or without TLS, which answers some calls itself. */
export class GrpcProxy implements AsyncDisposable {
  readonly #server: Http2Server | Http2SecureServer;
  readonly #target: ReturnType<typeof connect>;
  readonly #sockets = new Set<Socket>();
  readonly #intercept: Intercept;

  private constructor(target: string, intercept: Intercept, tls: SecureServerOptions | undefined) {
    this.#intercept = intercept;
    this.#target = connect(`http://${target}`);
    this.#server = tls === undefined ? createServer() : createSecureServer(tls);
    this.#server.on('stream', (stream: ServerHttp2Stream, headers) => this.#accept(stream, headers));
    // A client that does not trust the certificate breaks its connection.
    for (const event of ['sessionError', 'tlsClientError']) this.#server.on(event, () => {});
    this.#server.on('connection', (socket: Socket) => this.#sockets.add(socket));
  }

  /** @param target `host:port` of the server */
  static async start(
    target: string,
    options: { readonly intercept?: Intercept; readonly tls?: SecureServerOptions } = {},
  ): Promise<GrpcProxy> {
    const { intercept = () => undefined, tls } = options;
    const proxy = new GrpcProxy(target, intercept, tls);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** `host:port` to connect to. */
  get address(): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#target.destroy();
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    // Either side may cancel a call.
    stream.on('error', () => {});
    const status = this.#intercept(String(headers[':path']).split('/').at(-1) ?? '');
    if (status !== undefined) {
      stream.resume();
      stream.respond(
        {
          ':status': 200,
          'content-type': 'application/grpc',
          'grpc-status': String(status.code),
          'grpc-message': encodeURIComponent(status.message),
        },
        { endStream: true },
      );
      return;
    }
    const { ':method': method, ':path': path, ...rest } = headers;
    const own = Object.fromEntries(Object.entries(rest).filter(([name]) => !name.startsWith(':')));
    const call = this.#target.request({ ':method': method, ':path': path, ...own });
    call.on('error', () => stream.close());
    call.on('response', (response) => {
      const { ':status': code, ...responseHeaders } = response;
      stream.respond({ ':status': code, ...responseHeaders }, { waitForTrailers: true });
      let trailers: object = {};
      call.on('trailers', (received) => {
        const { ...known } = received;
        trailers = known;
      });
      stream.on('wantTrailers', () => stream.sendTrailers({ ...trailers }));
      call.pipe(stream);
    });
    stream.on('close', () => call.close());
    stream.pipe(call);
  }
}
