import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';

/** A failure in the server's API. */
export type Failure = Parameters<typeof defaultFailureConverter.failureToError>[0];

/** Converts a failure from a history to the SDK's error. */
export function decodeFailure(failure: Failure): Error {
  return defaultFailureConverter.failureToError(failure, defaultPayloadConverter);
}
