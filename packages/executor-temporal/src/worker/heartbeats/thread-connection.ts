import { normalizeGrpcEndpointAddress } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { ResolvedTemporalOptions } from '../../options.ts';
import type { ThreadConnection } from './protocol.ts';

const DEFAULT_PORT = 7233;

/** Returns the connection options of a worker in the form that the heartbeat thread needs. */
export function threadConnection(options: ResolvedTemporalOptions['connection']): ThreadConnection {
  const { address, tls, apiKey, metadata = {} } = options;
  return {
    address: normalizeGrpcEndpointAddress(address, DEFAULT_PORT),
    tls,
    headers: { ...metadata, ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
  };
}
