import { ApplicationError, type ErrorData, errorToData } from '@mcp-agent/core/errors';
import type { ErrorView } from '../interface/error.ts';

/** What was thrown and each of its causes, the outermost first, without stacks. */
export function viewError(thrown: unknown): ErrorView[] {
  return viewErrorData(errorToData(thrown));
}

/** Each message mostly ends with its cause's: what the next one says is not said twice. */
export function viewErrorData({ code, message, fields, cause }: ErrorData): ErrorView[] {
  const causes = cause === undefined ? [] : viewErrorData(cause);
  const inner = cause?.message ?? '';
  const own = inner !== '' && message.endsWith(inner) ? message.slice(0, -inner.length).trimEnd() : message;
  // Of an error that is none of this project's, the name says more.
  const type = code === ApplicationError.code ? fields?.['type'] : undefined;
  return [{ code: typeof type === 'string' ? type : code, message: own }, ...causes];
}
