import { messageOf } from '@mcp-agent/core/host';
import type { ErrorView } from '../../interface/error.ts';
import { RefusedError } from './api.ts';

/** Converts a thrown value for display. */
export function viewFailure(error: unknown): readonly ErrorView[] {
  if (error instanceof RefusedError) return error.errors;
  return [{ code: 'ERROR', message: messageOf(error) }];
}
