import { messageOf } from '@mcp-agent/core/host';
import { ProtocolError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import { RequestFailure } from '../request-failure.ts';
import { CONNECTION_LOST } from './http-body.ts';
import { TOO_LARGE } from './too-large.ts';
import { INVALID_REQUEST, PARSE_ERROR } from './rpc-codes.ts';

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

/** Converts the error of a request to a `RequestFailure`. */
export function failureOf(error: unknown, at: Circumstances): RequestFailure {
  if (at.late) {
    return new RequestFailure(
      `no response within ${at.timeoutMs / 1_000} s. If the server needs longer, raise its readTimeoutSeconds in the settings, or calls.tool.startToCloseTimeout of the agent or call.`,
      {
        delivery: 'unknown',
      },
    );
  }
  if (error instanceof RequestFailure) return error;
  // A server may respond and then exit at once: its response counts.
  if (at.lost && !(error instanceof ProtocolError)) {
    const why = at.ending === undefined ? 'the connection was lost' : `it ${at.ending}`;
    const output = at.stderr === '' ? '' : `. Last lines of its stderr:\n${at.stderr}`;
    return new RequestFailure(`${why} before it responded${output}`, { delivery: 'unknown' });
  }
  if (error instanceof ProtocolError) {
    if (error.data === CONNECTION_LOST) {
      return new RequestFailure('the connection was lost before it responded', { delivery: 'unknown' });
    }
    if (error.data === TOO_LARGE) {
      return new RequestFailure(error.message, {
        delivery: 'answered',
        final: true,
        data: TOO_LARGE,
      });
    }
    return new RequestFailure(error.message, {
      delivery: 'answered',
      rpcCode: error.code,
      data: error.data,
      final: error.code === INVALID_REQUEST || error.code === PARSE_ERROR,
    });
  }
  if (isInvalid(error)) {
    return new RequestFailure(`its response to ${at.method} is not valid MCP: ${error.message}`, {
      delivery: 'answered',
      final: true,
    });
  }
  return new RequestFailure(messageOf(error), { delivery: 'unknown' });
}

/** Whether the server responded, but not with a valid message or result. */
function isInvalid(error: unknown): error is Error {
  if (SdkError.isInstance(error)) {
    return error.code === SdkErrorCode.InvalidResult || error.code === SdkErrorCode.UnsupportedResultType;
  }
  return error instanceof SyntaxError || (error instanceof Error && error.name.endsWith('ZodError'));
}
