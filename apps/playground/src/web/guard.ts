import type { HonoRequest, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Refusal } from '../interface/error.ts';

/**
 * Keeps other sites out. A page elsewhere can have its own name lead to this machine (DNS rebinding): then the
 * Host is not ours. It can also send requests here straight away: then the Origin is not ours.
 */
export function guard(origin: string): MiddlewareHandler {
  const { port } = new URL(origin);
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return async (c, next) => {
    const refusal = refuse(c.req, hosts);
    return refusal === undefined
      ? next()
      : c.json<Refusal>({ errors: [{ code: 'REFUSED', message: refusal.reason }] }, refusal.status);
  };
}

interface Refused {
  readonly status: 403 | 415;
  readonly reason: string;
}

function refuse(request: HonoRequest, hosts: ReadonlySet<string>): Refused | undefined {
  const host = request.header('host') ?? '';
  if (!hosts.has(host)) return { status: 403, reason: `This playground is not ${host}.` };
  // A browser names the origin of each request that changes something; a program of the user's may name none.
  const from = request.header('origin') ?? `http://${host}`;
  if (from !== `http://${host}`) return { status: 403, reason: 'Requests from other sites are refused.' };
  if (['GET', 'HEAD'].includes(request.method)) return undefined;
  if (/^application\/json\b/i.test(request.header('content-type') ?? '')) return undefined;
  return { status: 415, reason: 'Send JSON, with the content type application/json.' };
}

/** What a browser may do with our pages: nothing but what they need, and nothing of other sites. */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
    xFrameOptions: 'DENY',
    strictTransportSecurity: false,
  });
}
