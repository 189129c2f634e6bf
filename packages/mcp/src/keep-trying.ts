import { setTimeout as delay } from 'node:timers/promises';
import { ServerStartError } from '@mcp-agent/core/errors';
import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { cleanLine } from './clean-text.ts';
import type { WriteLog } from './connection/server-log.ts';
import { RequestFailure } from './request-failure.ts';
import type { ServerSpec } from './server-spec.ts';
import { cancellation } from './wait.ts';

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 10_000;
const MAX_REASON_LENGTH = 500;

/** How long to wait at least, in milliseconds, by the error of a start that can succeed later. */
const delays = new WeakMap<Error, number>();

/** Marks the error of a start: the server cannot be reached now, and nothing was done. */
export function markUnreachable(error: ServerStartError, retryAfterMs = 0): void {
  delays.set(error, retryAfterMs);
}

/** The caller of a request. */
interface Caller {
  readonly signal: AbortSignalLike;
  readonly log?: WriteLog | undefined;
  /** Whether the request may be sent again although it may have had an effect. */
  readonly repeatable: boolean;
  /** Whether to try once, because the engine repeats the request for as long as needed. */
  readonly tryOnce?: boolean | undefined;
}

/**
 * Runs an attempt again while the server cannot be reached or asks to wait, for `reconnectTimeoutSeconds` at most. Only
 * what certainly had no effect is sent again, unless it is repeatable.
 *
 * @throws the error of the last attempt, which is then permanent
 * @throws the signal's reason when it is aborted
 */
export async function keepTrying<T>(
  spec: ServerSpec,
  { signal, log, repeatable, tryOnce = false }: Caller,
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + spec.reconnectTimeoutMs;
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, MAX_DELAY_MS)) {
    try {
      return await attempt();
    } catch (error) {
      const leastMs = delayAfter(error, repeatable);
      if (leastMs === undefined || tryOnce) throw error;
      const waitMs = Math.max(delayMs, leastMs);
      const reason = reasonOf(spec, error);
      if (performance.now() + waitMs > deadline) throw givenUp(spec, error, leastMs);
      log?.(
        'warn',
        `MCP server "${spec.name}" cannot be reached: ${reason} Next attempt in ${seconds(waitMs)} s, until ` +
          `${seconds(spec.reconnectTimeoutMs)} s have passed (reconnectTimeoutSeconds).`,
        { server: spec.name },
      );
      await pause(waitMs, signal);
    }
  }
}

/** Returns how long to wait at least before the next attempt, in milliseconds; `undefined` if there is to be none. */
function delayAfter(error: unknown, repeatable: boolean): number | undefined {
  if (error instanceof RequestFailure) {
    const { unreachable, retryAfterMs } = error;
    if (unreachable) return retryAfterMs ?? 0;
    return repeatable && !error.final ? retryAfterMs : undefined;
  }
  return ServerStartError.isInstance(error) ? delays.get(error) : undefined;
}

function reasonOf(spec: ServerSpec, error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
  const reason = cleanLine(line, spec, MAX_REASON_LENGTH);
  return reason.endsWith('.') ? reason : `${reason}.`;
}

/** Returns the error of the last attempt as a permanent one: the engine need not repeat what was tried for so long. */
function givenUp(spec: ServerSpec, error: unknown, leastMs: number): unknown {
  const limit = `${seconds(spec.reconnectTimeoutMs)} s (mcp.servers.${spec.name}.reconnectTimeoutSeconds)`;
  const tried =
    leastMs > spec.reconnectTimeoutMs
      ? ` It asks to wait ${seconds(leastMs)} s, which is more than ${limit}.`
      : ` It was tried for ${limit}.`;
  if (error instanceof RequestFailure) {
    const message = error.message.endsWith('.') ? error.message : `${error.message}.`;
    const { delivery, stale, rpcCode, status, data } = error;
    return new RequestFailure(message + tried, { delivery, stale, rpcCode, status, data, final: true });
  }
  if (!ServerStartError.isInstance(error)) return error;
  const { server, target, stderr } = error;
  return new ServerStartError(error.message + tried, { server, target, stderr, nonRetryable: true });
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}

async function pause(ms: number, signal: AbortSignalLike): Promise<void> {
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (signal.aborted) throw cancellation(signal);
    await delay(ms, undefined, { signal: stop.signal }).catch(() => {
      throw cancellation(signal);
    });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
