const BRAND = Symbol.for('@mcp-agent/error');

/** What every error of this project may be given beside its own fields. */
export interface ErrorContext {
  /** What made it fail. */
  readonly cause?: unknown;
  /** True when trying again cannot help: no engine retries the activity that threw it. */
  readonly nonRetryable?: boolean;
  /** How long an engine waits before the next attempt, in milliseconds; otherwise the retry policy says. */
  readonly nextRetryDelayMs?: number;
}

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
    const { cause, ...own } = fields;
    super(message, cause === undefined ? undefined : { cause });
    this.code = new.target.code;
    Object.defineProperty(this, 'name', { value: new.target.name, configurable: true });
    Object.defineProperty(this, BRAND, { value: true });
    Object.assign(this, own);
  }

  /**
   * Whether a value is an error of this class. Unlike `instanceof`, it also knows an error that another
   * copy of the package made.
   */
  static isInstance<T extends McpAgentError>(
    this: (abstract new (message: string, fields: never) => T) & { readonly code: string },
    value: unknown,
  ): value is T {
    return (
      value instanceof Error &&
      BRAND in value &&
      (this.code === McpAgentError.code || ('code' in value && value.code === this.code))
    );
  }
}

/** A class of errors that can be made again on the other side of a door. */
export type ErrorClass = (new (message: string, fields: never) => McpAgentError) & { readonly code: string };
