import { randomUUID } from 'node:crypto';
import {
  type JsonObject,
  type JsonValue,
  type SearchAttributes,
  type StartOptions,
  toJson,
  toMilliseconds,
  type WorkflowDefinition,
} from '@mcp-agent/core';
import { fromJson } from '@mcp-agent/core/engine';
import type { IdPolicies } from './id-policies.ts';
import type { TimeLimits } from './time-limit.ts';

/** A signal as it crosses. */
export interface Message {
  readonly name: string;
  readonly args: JsonValue[];
}

/** A start as an engine is asked for it: checked, in JSON and milliseconds, and with its id. */
export interface StartRequest extends TimeLimits, IdPolicies {
  readonly definition: WorkflowDefinition;
  readonly input: JsonValue;
  readonly workflowId: string;
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly cron?: string;
}

/**
 * A start as the caller asked for it, made ready for an engine.
 *
 * @throws {@link NotJsonError}, {@link ValueTooLargeError} or {@link InvalidArgumentError}
 */
export function startRequest<Input, Output>(
  workflow: WorkflowDefinition<Input, Output>,
  input: Input | undefined,
  options?: StartOptions,
): StartRequest {
  const { name } = workflow;
  const request: StartRequest = {
    definition: workflow,
    input: toJson(input, `input of workflow ${name}`),
    workflowId: options?.workflowId ?? `${name}-${randomUUID()}`,
    idReusePolicy: options?.idReusePolicy ?? 'allow_duplicate',
    idConflictPolicy: options?.idConflictPolicy ?? 'fail',
  };
  return options === undefined ? request : { ...request, ...asked(options) };
}

/** What is only there when it was asked for. */
function asked(options: StartOptions): Partial<StartRequest> {
  const { executionTimeout, runTimeout, memo, searchAttributes, cron } = options;
  return {
    ...(memo !== undefined && { memo: fromJson<JsonObject>(toJson(memo, 'memo')) }),
    ...(searchAttributes !== undefined && { searchAttributes: { ...searchAttributes } }),
    ...(runTimeout !== undefined && { runTimeoutMs: toMilliseconds(runTimeout) }),
    ...(executionTimeout !== undefined && { deadline: Date.now() + toMilliseconds(executionTimeout) }),
    ...(cron !== undefined && { cron }),
  };
}
