import { z } from 'zod';

/** The arguments of every tool. */
export const STEP_FIELDS = {
  workflow: z.string(),
  stage: z.number(),
  step: z.number(),
  workMs: z.number(),
};

/** The name of the idempotency key in the metadata of an MCP call. */
const KEY_META = 'mcp-agent/idempotencyKey';

/** Returns the idempotency key of a call's metadata. */
export function keyOf(meta: Readonly<Record<string, unknown>> | undefined): { key?: string } {
  const key = meta?.[KEY_META];
  return typeof key === 'string' ? { key } : {};
}
