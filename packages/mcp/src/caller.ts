import type { AbortSignalLike } from '@mcp-agent/core/provider';
import type { Progress } from '@modelcontextprotocol/client';
import type { Answerer } from './answerer.ts';
import type { Abilities } from './abilities.ts';
import type { WriteLog } from './connection/server-log.ts';

/** The caller of a request. */
export interface Caller {
  readonly signal: AbortSignalLike;
  /** Receives the server's log messages during the request. */
  readonly log?: WriteLog;
  /** The agent's session ID, for a server with `session: per_agent`. */
  readonly session?: string;
  /**
   * Handles the requests of a server of a revision before 2026-07-28 during the call, which then uses an exclusive
   * connection.
   */
  readonly answerer?: Answerer;
}

/** Options for a tool call. */
export interface CallToolOptions extends Caller {
  /** Whether the call is idempotent and may be retried. */
  readonly repeatable: boolean;
  /** Timeout of the call, in milliseconds. Default: the server's `readTimeoutSeconds`. */
  readonly timeoutMs?: number;
  /**
   * Called with `true`, and awaited, before the request is sent. Called with `false` if it failed and is known either
   * not to have reached the server or to have been answered.
   */
  readonly onSent?: (sent: boolean) => Promise<void>;
  /** Called on each progress notification. */
  readonly onProgress?: (progress: Progress) => void;
  /** What the caller can answer. Default: nothing. */
  readonly abilities?: Abilities;
}
