import { messageOf, property } from '@mcp-agent/core/engine';

/** The gRPC status codes that are handled. */
export const GRPC = {
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

const NAMES: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Object.entries(GRPC).map(([name, code]) => [code, name])),
  1: 'CANCELLED',
  2: 'UNKNOWN',
  6: 'ALREADY_EXISTS',
  10: 'ABORTED',
  11: 'OUT_OF_RANGE',
  12: 'UNIMPLEMENTED',
  13: 'INTERNAL',
  15: 'DATA_LOSS',
};

/**
 * Returns the gRPC status code. Client errors carry it in their cause; errors of the worker's native connection carry
 * it directly.
 */
export function grpcCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  return 'code' in error && typeof error.code === 'number' ? error.code : grpcCode(error.cause);
}

/** Returns the name of the gRPC status, such as `INVALID_ARGUMENT`. */
export function grpcStatus(error: unknown): string | undefined {
  const code = grpcCode(error);
  return code === undefined ? undefined : NAMES[code];
}

/** Returns the server's message: the wrapping errors only name the call. */
export function grpcDetails(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return grpcDetails(error.cause);
  const details = property(error, 'details');
  return typeof details === 'string' && details !== '' ? details : messageOf(error);
}

/** Whether no server responded. */
export function isUnreachable(error: unknown): boolean {
  const code = grpcCode(error);
  return code === GRPC.UNAVAILABLE || code === GRPC.DEADLINE_EXCEEDED;
}
