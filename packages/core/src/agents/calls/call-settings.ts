import type { RetryPolicy } from '../../runtime/activity/retry-policy.ts';
import type { Duration } from '../../runtime/values/duration.ts';

declare module '@mcp-agent/core' {
  interface Settings {
    /**
     * Timeouts and retries of model, tool and function calls. An agent and a call can set them, too (`calls`): the nearest
     * wins, field by field. In a file, a duration is a number of seconds, or text such as `1 minute`.
     */
    readonly calls?: CallSettings;
  }
}

/** Timeouts and retries by the kind of call: in the settings, of an agent, and of a call. */
export interface CallSettings {
  /** Calls of models. Default: 10 minutes for an attempt; 6 attempts, delays from 1 to 30 seconds. */
  readonly model?: CallOptions;
  /**
   * Tool calls and other requests of MCP servers. A call that is not idempotent is retried only if it had no effect.
   * Default: the server's `readTimeoutSeconds` for an attempt; 3 attempts, delays from 0.5 to 10 seconds.
   */
  readonly tool?: CallOptions;
  /**
   * Calls of function tools. A call that is not idempotent (`repeatable`) has one attempt. Default: the `options` of the
   * tool, or else 10 minutes for an attempt; 3 attempts, delays from 1 second.
   */
  readonly function?: CallOptions;
}

/** Timeout and retries of a call. */
export interface CallOptions {
  /** Maximum duration of one attempt. */
  readonly startToCloseTimeout?: Duration;
  /** Retry policy. Only failures of the call count as attempts: not the death of its worker. */
  readonly retry?: CallRetryPolicy;
}

/** Retry policy of a call. */
export interface CallRetryPolicy extends RetryPolicy {
  /** Maximum number of attempts that fail; `Infinity`, in settings also 0, for no limit. Default: 6 for models, 3 for others. */
  readonly maximumAttempts?: number;
  /** Delay before the second attempt. Default: 0.5 seconds for tools, 1 second for others. */
  readonly initialInterval?: Duration;
  /** Maximum delay. Default: 30 seconds for models, 10 seconds for tools, 100 times the initial interval for functions. */
  readonly maximumInterval?: Duration;
  /**
   * For how long to retry while the service is unavailable: it refuses connections, is not found, does not start, or asks
   * to come back later. Such attempts had no effect, and do not count as attempts; the delays are those of the policy, or
   * what the service asks for. 0 does not retry. Default: 15 minutes.
   */
  readonly unavailableTimeout?: Duration;
}

/** The kinds of calls. */
export type CallKind = keyof CallSettings;

/** The kinds of calls, for checks. */
export const CALL_KINDS: readonly CallKind[] = ['model', 'tool', 'function'];
