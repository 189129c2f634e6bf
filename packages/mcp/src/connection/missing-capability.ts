import { isJsonObject } from '@mcp-agent/core/host';
import type { RequestFailure } from '../request-failure.ts';
import { MISSING_CLIENT_CAPABILITY } from './rpc-codes.ts';
import type { ServerLog } from './server-log.ts';

/** Settings of an `Agent` that declare a capability of the same name. */
const SETTINGS = ['elicitation', 'sampling'] as const;

/** Warns of a request that the server rejects because the agent lacks a setting. The model only sees the error. */
export function warnOfMissingCapability(log: ServerLog, { rpcCode, data }: RequestFailure): void {
  if (rpcCode !== MISSING_CLIENT_CAPABILITY) return;
  const required = isJsonObject(data) ? data['requiredCapabilities'] : undefined;
  for (const setting of SETTINGS) {
    if (!isJsonObject(required) || required[setting] === undefined) continue;
    log.writeOnce(
      'warn',
      `It rejected a request, because the agent does not support ${setting}. Set "${setting}" of the Agent.`,
    );
  }
}
