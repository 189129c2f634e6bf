import type { JsonObject } from '@mcp-agent/core';
import { type ErrorData, errorToData } from '@mcp-agent/core/errors';

/** An error as the code that receives it sees it. */
export interface Arrived {
  readonly code: string;
  readonly message: string;
  readonly fields?: JsonObject;
  readonly cause?: Arrived;
}

/** How a call ended: with a value, or with an error. */
export type Outcome<T> = { readonly value: T } | { readonly error: Arrived };

/** Returns an error without its stack. */
export function arrived(thrown: unknown): Arrived {
  return withoutStack(errorToData(thrown));
}

function withoutStack({ code, message, fields = {}, cause }: ErrorData): Arrived {
  return { code, message, fields, ...(cause !== undefined && { cause: withoutStack(cause) }) };
}

/** Calls a function, and returns how it ended. */
export async function outcomeOf<T>(run: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await run() };
  } catch (error) {
    return { error: arrived(error) };
  }
}
