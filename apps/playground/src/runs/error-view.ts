import { ApplicationError, type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { ErrorView } from '../interface/error.ts';

/** Converts a thrown value and its causes, outermost first, without stacks. */
export function viewError(thrown: unknown): ErrorView[] {
  return viewErrorData(errorToData(thrown));
}

/** Converts an error and its causes. Removes the message of the cause from the end of a message. */
export function viewErrorData({ code, message, fields, cause }: ErrorData): ErrorView[] {
  const causes = cause === undefined ? [] : viewErrorData(cause);
  const inner = cause?.message ?? '';
  const own = inner !== '' && message.endsWith(inner) ? message.slice(0, -inner.length).trimEnd() : message;
  // For an error of other code, the class name is more useful than the code.
  const type = code === ApplicationError.code ? fields?.['type'] : undefined;
  return [{ code: typeof type === 'string' ? type : code, message: own }, ...causes];
}
