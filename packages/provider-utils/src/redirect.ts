import type { Dispatcher } from 'undici';
import { ResponseError } from './response-error.ts';

const STATUSES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Maximum number of redirects of one request. */
const MAX_REDIRECTS = 5;

/** A request in the form of undici, and its URL. */
export interface Hop {
  readonly address: URL;
  readonly asked: Omit<Dispatcher.RequestOptions, 'origin' | 'path'> & {
    readonly headers: Readonly<Record<string, string>>;
  };
  /** Number of redirects before it. */
  readonly count: number;
}

/**
 * Returns the request that follows a redirect; `undefined` if the response is none. As in `fetch`, 301, 302 and 303
 * turn a request with a body into one without.
 *
 * @throws {@link ResponseError}, permanent, when the target has another origin, which would receive the API key and
 * the prompt, or after too many redirects
 */
export function nextHop(hop: Hop, { statusCode: status, headers }: Dispatcher.ResponseData): Hop | undefined {
  const location = headers['location'];
  if (!STATUSES.has(status) || typeof location !== 'string') return undefined;
  const { address, asked, count } = hop;
  const target = URL.canParse(location, address.href) ? new URL(location, address) : undefined;
  const shown = target === undefined ? 'an invalid URL' : `${target.origin}${target.pathname}`;
  const refuse = (why: string): never => {
    throw new ResponseError({
      status,
      body: `The service redirects to ${shown}.`,
      final: true,
      advise: ({ where }) => `${why} Set ${where.address} to the final address of the service.`,
    });
  };
  if (target === undefined || target.origin !== address.origin || target.username !== '') {
    return refuse('Redirects to another origin are not followed, because it would receive the API key.');
  }
  if (count >= MAX_REDIRECTS) return refuse(`More than ${MAX_REDIRECTS} redirects are not followed.`);
  const keepsBody = status === 307 || status === 308 || asked.method === 'HEAD' || asked.method === 'GET';
  return { address: target, asked: keepsBody ? asked : withoutBody(asked), count: count + 1 };
}

function withoutBody(asked: Hop['asked']): Hop['asked'] {
  const headers = Object.entries(asked.headers).filter(
    ([name]) => !name.toLowerCase().startsWith('content-'),
  );
  return { ...asked, method: 'GET', body: null, headers: Object.fromEntries(headers) };
}
