import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';

/** A TCP proxy before a server, which fails as networks do. It does not keep its process alive. */
export class TcpProxy {
  readonly #server: Server;
  readonly #clients = new Set<Socket>();
  #mode: 'forward' | 'hold' | 'break' = 'forward';
  #onHeld: (() => void) | undefined;

  private constructor(target: string) {
    const [host, port] = target.split(':');
    this.#server = createServer((client) => this.#accept(client, Number(port), host));
  }

  /** @param target `host:port` of the server */
  static async start(target: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(target);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    proxy.#server.unref();
    return proxy;
  }

  /** `host:port` to connect to. */
  get address(): string {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on TCP
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  /** Forwards what both sides send, as at first. */
  forward(): void {
    this.#mode = 'forward';
  }

  /** Forwards nothing more to the server. Resolves when the client sends something. */
  hold(): Promise<void> {
    this.#mode = 'hold';
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#onHeld = resolve;
    return promise;
  }

  /** Destroys the connections, and each new one. Resolves when the client connects once more. */
  async break(): Promise<void> {
    this.#mode = 'break';
    const reconnected = once(this.#server, 'connection');
    for (const client of this.#clients) client.destroy();
    await reconnected;
  }

  #accept(client: Socket, port: number, host: string | undefined): void {
    if (this.#mode === 'break') {
      client.destroy();
      return;
    }
    const server = new Socket().connect({ port, ...(host !== undefined && { host }) });
    this.#clients.add(client);
    client.on('data', (data) => {
      if (this.#mode === 'forward') server.write(data);
      else this.#onHeld?.();
    });
    server.pipe(client);
    client.on('close', () => {
      this.#clients.delete(client);
      server.destroy();
    });
    server.on('close', () => client.destroy());
    // A connection that breaks is what the proxy is for.
    for (const socket of [client.unref(), server.unref()]) socket.on('error', () => {});
  }
}
