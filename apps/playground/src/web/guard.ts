import type { HonoRequest, MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Refusal } from '../interface/error.ts';

/**
 * Rejects requests of other sites. A site can resolve its own name to this machine (DNS rebinding): then the Host
 * header differs. It can also send requests directly: then the Origin header differs.
 */
export function guard(origin: string): MiddlewareHandler {
  const { port } = new URL(origin);
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return async (c, next) => {
    const [status, message] = reject(c.req, hosts) ?? [];
    if (status === undefined || message === undefined) return next();
    return c.json<Refusal>({ errors: [{ code: 'REJECTED', message }] }, status);
  };
}

function reject(
  request: HonoRequest,
  hosts: ReadonlySet<string>,
): [status: 403 | 415, reason: string] | undefined {
  const host = request.header('host') ?? '';
  if (!hosts.has(host)) return [403, `The host "${host}" is not allowed. Use ${[...hosts].join(' or ')}.`];
  // A browser sends the origin with each request that may change something; other programs need not.
  const from = request.header('origin') ?? `http://${host}`;
  if (from !== `http://${host}`) return [403, `Requests from ${from} are not allowed. Use the page instead.`];
  if (['GET', 'HEAD'].includes(request.method)) return undefined;
  if (/^application\/json\b/i.test(request.header('content-type') ?? '')) return undefined;
  return [415, 'The request is not JSON. Send the content type application/json.'];
}

/** Sets security headers: pages may load only their own files. */
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
