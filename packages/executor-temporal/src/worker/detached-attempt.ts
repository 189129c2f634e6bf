import type { JsonValue } from '@mcp-agent/core';
import type { Context } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';

/**
 * Reports the end of an attempt that the SDK has given up and the server has not. The SDK would drop it.
 *
 * @param ending settles as the activity does: with a failure of Temporal's, or a `CancelledFailure`
 */
export async function reportEnd({ client, info }: Context, ending: Promise<JsonValue>): Promise<JsonValue> {
  // The SDK aborts the client's requests of an attempt that it has given up.
  const { signal } = new AbortController();
  const report = (send: () => Promise<void>): Promise<void> =>
    // If the server has given up the attempt too, it has started another one.
    client.withAbortSignal(signal, send).catch(() => {});
  try {
    const result = await ending;
    await report(() => client.activity.complete(info.taskToken, result));
    return result;
  } catch (failure) {
    await report(() =>
      failure instanceof CancelledFailure
        ? client.activity.reportCancellation(info.taskToken)
        : client.activity.fail(info.taskToken, failure),
    );
    throw failure;
  }
}
