import { messageOf } from '@mcp-agent/core/host';
import type { ErrorView } from '../../interface/error.ts';
import { RefusedError } from './api.ts';

/** Anything that was thrown, as the page shows errors. */
export function viewFailure(error: unknown): readonly ErrorView[] {
  if (error instanceof RefusedError) return error.errors;
  return [{ code: 'ERROR', message: messageOf(error) }];
}
