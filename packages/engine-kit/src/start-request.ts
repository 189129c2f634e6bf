import { randomUUID } from 'node:crypto';
import type {
  JsonObject,
  JsonValue,
  SearchAttributes,
  StartOptions,
  WorkflowDefinition,
} from '@mcp-agent/core';
import { toJson } from '@mcp-agent/core/engine';
import { checkName, nameToStart, resolveStartOptions } from '@mcp-agent/core/engine';
import type { IdPolicies } from './id-policies.ts';
import type { TimeLimits } from './time-limit.ts';

/** A validated start request: values in JSON, times in milliseconds, ID assigned. */
export interface StartRequest extends TimeLimits, IdPolicies {
  readonly definition: WorkflowDefinition;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly cron?: string;
}

/**
 * Validates a caller's start and converts it to a {@link StartRequest}.
 *
 * @throws {@link NotJsonError}, {@link ValueTooLargeError} or {@link InvalidArgumentError}
 */
export function startRequest<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: Input | undefined,
  options?: StartOptions,
): StartRequest {
  const name = nameToStart(workflow);
  const request: StartRequest = {
    definition: workflow,
    input: toJson(input, `input of workflow ${name}`),
    workflowId: options?.workflowId ?? checkName('workflowId', `${name}-${randomUUID()}`),
    idReusePolicy: 'allow_duplicate',
    idConflictPolicy: 'fail',
  };
  if (options === undefined) return request;
  const { executionTimeoutMs, ...asked } = resolveStartOptions(options);
  const deadline = executionTimeoutMs === undefined ? undefined : Date.now() + executionTimeoutMs;
  return { ...request, ...asked, ...(deadline !== undefined && { deadline }) };
}
