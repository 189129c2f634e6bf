import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const DONE = '<!doctype html><title>Done</title><p>You can close this window.</p>';
const IGNORED =
  '<!doctype html><title>Not expected</title><p>This is not the response to a current login. It was ignored.</p>';

/** A login that waits for its redirect. */
interface Login {
  readonly redirectUrl: URL;
  readonly onRedirect: (url: string) => void;
}

const listeners = new Map<string, RedirectListener>();

/**
 * Listens at one address of this machine for the logins of this process, which it tells apart by their `state`. Any
 * other request is answered and ignored, because any page can send the browser there.
 */
export class RedirectListener {
  /** Resolves once it listens. */
  readonly listening: Promise<void>;
  readonly #host: string;
  readonly #logins = new Map<string, Login>();
  readonly #server = createServer((request, response) => this.#receive(request, response));

  private constructor({ host, hostname, port }: URL) {
    this.#host = host;
    this.#server.listen(Number(port) || 80, hostname.replaceAll(/^\[|\]$/g, ''));
    this.listening = once(this.#server, 'listening').then(() => undefined);
    this.listening.catch(() => undefined);
  }

  /** Returns the listener at a URL's address. Each login ends with {@link RedirectListener.remove}. */
  static add(state: string, login: Login): RedirectListener {
    const { host } = login.redirectUrl;
    const listener = listeners.get(host) ?? new RedirectListener(login.redirectUrl);
    listeners.set(host, listener);
    listener.#logins.set(state, login);
    return listener;
  }

  /** Ends a login. The listener closes with the last one. */
  remove(state: string): void {
    this.#logins.delete(state);
    if (this.#logins.size > 0) return;
    listeners.delete(this.#host);
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #receive({ method, url = '' }: IncomingMessage, response: ServerResponse): void {
    const target = URL.canParse(url, `http://${this.#host}`)
      ? new URL(url, `http://${this.#host}`)
      : undefined;
    const isRedirect = [...this.#logins.values()].some(
      ({ redirectUrl }) => redirectUrl.pathname === target?.pathname,
    );
    if (method !== 'GET' || !isRedirect) {
      response.writeHead(404).end();
      return;
    }
    const login = this.#logins.get(target?.searchParams.get('state') ?? '');
    response.writeHead(login === undefined ? 400 : 200, { 'content-type': 'text/html' });
    response.end(login === undefined ? IGNORED : DONE, () => {
      if (login !== undefined && target !== undefined) login.onRedirect(target.href);
    });
  }
}
