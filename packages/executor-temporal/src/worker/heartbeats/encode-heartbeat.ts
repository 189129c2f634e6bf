import type { Context } from '@temporalio/activity';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
// A CommonJS module: Node.js supports only its default import.
import proto from '@temporalio/proto';

const { RecordActivityTaskHeartbeatRequest } = proto.temporal.api.workflowservice.v1;

/** Encodes a heartbeat of an attempt, as the SDK's client does. */
export async function encodeHeartbeat({ client, info }: Context, details: unknown): Promise<Uint8Array> {
  const { namespace, identity, loadedDataConverter } = client.options;
  const payloads = details === undefined ? undefined : await encodeToPayloads(loadedDataConverter, details);
  const request = RecordActivityTaskHeartbeatRequest.encode({
    namespace,
    identity,
    taskToken: info.taskToken,
    ...(payloads !== undefined && { details: { payloads } }),
  });
  return request.finish();
}
