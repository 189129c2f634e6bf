import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';

/** A failure as the server's API has it. */
export type Failure = Parameters<typeof defaultFailureConverter.failureToError>[0];

/** The SDK's error for a failure that was read from a history. */
export function decodeFailure(failure: Failure): Error {
  return defaultFailureConverter.failureToError(failure, defaultPayloadConverter);
}
