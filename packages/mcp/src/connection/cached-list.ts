import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Connection } from './connection.ts';
import type { List } from './list-pages.ts';

/** Requests something of a server. */
export type Lister<Result> = (connection: Connection, signal: AbortSignalLike) => Promise<Result>;

/**
 * Returns a function that requests a list, and uses it again on the same connection for as long as the server allows
 * (`ttlMs`, SEP-2549). A list is never shared between connections, and so never between users, whatever its
 * `cacheScope`.
 */
export function cachedList<T>(list: Lister<List<T>>): Lister<T[]> {
  const cached = new WeakMap<Connection, { readonly items: readonly T[]; readonly freshUntil: number }>();
  return async (connection, signal) => {
    const last = cached.get(connection);
    if (last !== undefined && performance.now() < last.freshUntil) return [...last.items];
    const { items, ttlMs } = await list(connection, signal);
    if (ttlMs > 0) cached.set(connection, { items, freshUntil: performance.now() + ttlMs });
    return items;
  };
}
