import { INSPECT, type Inspect, inspectError, type InspectOptions } from './inspect.ts';

const BRAND = Symbol.for('@mcp-agent/error');

/** Fields that every error of this project accepts in addition to its own. */
export interface ErrorContext {
  /** The underlying error. */
  readonly cause?: unknown;
  /** True if a retry cannot help: no engine retries the activity that threw it. */
  readonly nonRetryable?: boolean;
  /**
   * Delay before the next attempt, in milliseconds. Default: the retry policy decides. A value that is not a
   * number from 0 to {@link MAX_DURATION_MS} is ignored.
   */
  readonly nextRetryDelayMs?: number;
  /**
   * True if the service is unavailable: it cannot be reached, or asks to come back later, and the request had no effect.
   * A model, tool or function call that fails so is retried without counting an attempt (`unavailableTimeout`).
   */
  readonly unavailable?: boolean;
}

/**
 * Temporal's maximum duration, 100 years, in milliseconds. Defined here because the duration parser imports
 * this file.
 */
export const MAX_DURATION_MS: number = 100 * 365 * 86_400_000;

/** Properties of every error, which a field must not overwrite. */
export const RESERVED: ReadonlySet<string> = new Set([
  'name',
  'message',
  'stack',
  'code',
  'cause',
  '__proto__',
]);

/** The fields of an error after its message: required if one of them is. */
type FieldArguments<Fields extends object> = object extends Fields
  ? [fields?: ErrorContext & Fields]
  : [fields: ErrorContext & Fields];

/**
 * Base class of all errors that this project throws. Each class has a `code` that is stable across versions,
 * fields that survive serialization, and a message that says what to do next.
 */
export class McpAgentError<Fields extends object = object> extends Error {
  /** The stable code of this class. */
  static readonly code: string = 'MCP_AGENT';
  /** Default of `nonRetryable` for errors of this class. */
  static readonly nonRetryable: boolean = false;

  static {
    // Formats an error in Node: each message once, and all causes.
    Object.defineProperty(this.prototype, INSPECT, {
      value(this: Error, _depth: number, options: InspectOptions, inspect: Inspect): string {
        return inspectError(this, options, inspect);
      },
    });
  }

  readonly code: string;
  declare readonly nonRetryable?: boolean;
  declare readonly nextRetryDelayMs?: number;
  declare readonly unavailable?: boolean;

  constructor(message: string, ...[given]: FieldArguments<Fields>) {
    const fields: ErrorContext = { ...(new.target.nonRetryable && { nonRetryable: true }), ...given };
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = new.target.code;
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
    Object.defineProperty(this, BRAND, { value: true });
    for (const [key, value] of Object.entries(fields)) {
      if (RESERVED.has(key) || !isUsable(key, value)) continue;
      // Tools print the message and the enumerable fields, and would repeat the text.
      const enumerable = !isQuoted(value, message);
      Object.defineProperty(this, key, { value, enumerable, configurable: true, writable: true });
    }
  }

  /**
   * Returns whether a value is an error of this class. Unlike `instanceof`, it also recognizes errors from
   * another copy of the package.
   */
  static isInstance<T extends McpAgentError>(
    this: (abstract new (message: string, fields: never) => T) & { readonly code: string },
    value: unknown,
  ): value is T {
    try {
      return (
        value instanceof Error &&
        BRAND in value &&
        (this.code === McpAgentError.code || ('code' in value && value.code === this.code))
      );
    } catch {
      // A revoked proxy, for example, throws on every access.
      return false;
    }
  }
}

/** Whether a message has a text on lines of its own, such as the output of a program. */
function isQuoted(value: unknown, message: string): boolean {
  return typeof value === 'string' && value !== '' && message.includes(`\n${value}`);
}

/** Engines act on these fields, and an error can come from anywhere, so invalid values are ignored. */
function isUsable(key: string, value: unknown): boolean {
  if (key === 'nonRetryable' || key === 'unavailable') return typeof value === 'boolean';
  if (key === 'nextRetryDelayMs') {
    return typeof value === 'number' && value >= 0 && value <= MAX_DURATION_MS;
  }
  return true;
}

/** An error class that {@link errorFromData} can construct. */
export type ErrorClass = (new (message: string, fields: never) => McpAgentError) & { readonly code: string };
