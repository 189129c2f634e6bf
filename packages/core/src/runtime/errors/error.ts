const BRAND = Symbol.for('@mcp-agent/error');

/** What every error of this project may be given beside its own fields. */
export interface ErrorContext {
  /** What made it fail. */
  readonly cause?: unknown;
  /** True when trying again cannot help: no engine retries the activity that threw it. */
  readonly nonRetryable?: boolean;
  /**
   * How long an engine waits before the next attempt, in milliseconds; otherwise the retry policy decides. A value
   * that is not a number from 0 to {@link MAX_DURATION_MS} is ignored.
   */
  readonly nextRetryDelayMs?: number;
}

/** As long as Temporal lets a duration be: a hundred years. Here, because whatever reads a duration throws an error. */
export const MAX_DURATION_MS: number = 100 * 365 * 86_400_000;

/** Properties of every error: no field may take their place. */
const RESERVED: ReadonlySet<string> = new Set(['name', 'message', 'stack', 'code', 'cause', '__proto__']);

/**
 * The root of every error that this project throws. Each class has a `code` that does not change between
 * versions, fields of its own that survive every door (a workflow sees an activity's error as it was thrown),
 * and a message that says what to do next.
 */
export class McpAgentError extends Error {
  /** The stable name of this kind of error. */
  static readonly code: string = 'MCP_AGENT';

  readonly code: string;
  declare readonly nonRetryable?: boolean;
  declare readonly nextRetryDelayMs?: number;

  constructor(message: string, fields: ErrorContext = {}) {
    super(message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = new.target.code;
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true, writable: true });
    Object.defineProperty(this, BRAND, { value: true });
    for (const [key, value] of Object.entries(fields)) {
      if (!RESERVED.has(key) && isUsable(key, value)) Reflect.set(this, key, value);
    }
  }

  /**
   * Whether a value is an error of this class. Unlike `instanceof`, it also knows an error that another
   * copy of the package made.
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
      // A revoked proxy, for example, throws whatever it is asked.
      return false;
    }
  }
}

/** An engine acts on these two fields, and an error may come from anywhere: what they cannot be is ignored. */
function isUsable(key: string, value: unknown): boolean {
  if (key === 'nonRetryable') return typeof value === 'boolean';
  if (key === 'nextRetryDelayMs') {
    return typeof value === 'number' && value >= 0 && value <= MAX_DURATION_MS;
  }
  return true;
}

/** A class of errors that can be made again on the other side of a door. */
export type ErrorClass = (new (message: string, fields: never) => McpAgentError) & { readonly code: string };
