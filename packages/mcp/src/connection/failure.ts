import { messageOf } from '@mcp-agent/core/host';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { RequestFailure } from '../request-failure.ts';
import { CONNECTION_LOST } from './http-fetch.ts';
import { TOO_LARGE } from './too-large.ts';
import { CONNECTION_CLOSED, INVALID_REQUEST, PARSE_ERROR } from './rpc-codes.ts';

/** Why the client stopped waiting for a response. */
export type Interruption = 'late' | 'cancelled';

/** The state of the connection when a request fails. */
interface Circumstances {
  readonly method: string;
  readonly timeoutMs: number;
  readonly late: boolean;
  readonly lost: boolean;
  readonly ending: string | undefined;
  readonly stderr: string;
}

const MAX_MESSAGE_LENGTH = 2_000;

/** Converts the error of a request to a `RequestFailure`. */
export function failureOf(error: unknown, at: Circumstances): RequestFailure {
  if (at.late) {
    return new RequestFailure(
      `no response within ${at.timeoutMs / 1_000} s. If the server needs longer, raise its readTimeoutSeconds in the settings.`,
      {
        delivery: 'unknown',
      },
    );
  }
  if (error instanceof RequestFailure) return error;
  // A server may respond and then exit at once: its response counts.
  const answered =
    error instanceof McpError && (error.code !== CONNECTION_CLOSED || error.data === TOO_LARGE);
  if (at.lost && !answered) {
    const why = at.ending === undefined ? 'the connection was lost' : `it ${at.ending}`;
    const output = at.stderr === '' ? '' : `. Last lines of its stderr:\n${at.stderr}`;
    return new RequestFailure(`${why} before it responded${output}`, { delivery: 'unknown' });
  }
  if (error instanceof McpError) {
    if (error.data === CONNECTION_LOST) {
      return new RequestFailure('the connection was lost before it responded', { delivery: 'unknown' });
    }
    if (error.data === TOO_LARGE) {
      return new RequestFailure(error.message.replace(/^MCP error -?\d+: /, ''), {
        delivery: 'answered',
        final: true,
        data: TOO_LARGE,
      });
    }
    return new RequestFailure(error.message.replace(/^MCP error -?\d+: /, '').slice(0, MAX_MESSAGE_LENGTH), {
      delivery: 'answered',
      rpcCode: error.code,
      data: error.data,
      final: error.code === INVALID_REQUEST || error.code === PARSE_ERROR,
    });
  }
  if (error instanceof SyntaxError || (error instanceof Error && error.name.endsWith('ZodError'))) {
    return new RequestFailure(
      `its response to ${at.method} is not valid MCP: ${error.message.slice(0, MAX_MESSAGE_LENGTH)}`,
      { delivery: 'answered', final: true },
    );
  }
  return new RequestFailure(messageOf(error), { delivery: 'unknown' });
}
