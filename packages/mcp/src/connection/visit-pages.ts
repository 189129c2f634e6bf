import type { AbortSignalLike } from '@mcp-agent/core/provider';
import { type ElicitRequestParams, isSpecType } from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import { waitFor, within } from '../wait.ts';
import type { Connection } from './connection.ts';
import { URL_ELICITATION_REQUIRED } from './rpc-codes.ts';

/**
 * Shows the user the pages that a server requires before a call. Returns whether the call may be sent again: the user
 * agreed to all pages, and the server reported completion or its timeout has passed.
 */
export async function visitPages(
  connection: Connection,
  error: unknown,
  signal: AbortSignalLike,
): Promise<boolean> {
  if (!(error instanceof RequestFailure) || error.rpcCode !== URL_ELICITATION_REQUIRED) return false;
  const pages = pagesIn(error.data);
  if (pages.length === 0 || !connection.answers.canElicit) return false;
  const completions: Promise<void>[] = [];
  for (const page of pages) {
    const { agreed, completed } = await waitFor(connection.answers.visit(page), signal);
    if (!agreed) return false;
    completions.push(completed);
  }
  await waitFor(within(connection.spec.readTimeoutMs, Promise.all(completions)), signal);
  return true;
}

function pagesIn(data: unknown): readonly ElicitRequestParams[] {
  const has = typeof data === 'object' && data !== null && 'elicitations' in data;
  return has && Array.isArray(data.elicitations)
    ? data.elicitations.filter((page) => isSpecType.ElicitRequestParams(page))
    : [];
}
