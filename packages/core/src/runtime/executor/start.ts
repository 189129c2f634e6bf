import { InvalidArgumentError } from '../errors/values.ts';
import { toTimeLimit } from '../values/duration.ts';
import { checkObject, invalidArgument } from '../values/invalid-argument.ts';
import { isJsonObject, type JsonObject, toJson } from '../values/json.ts';
import { checkName, utf8Bytes } from '../values/names.ts';
import type { IdConflictPolicy, IdReusePolicy, SearchAttributes, StartOptions } from './options.ts';

/** Validated {@link StartOptions}, in JSON and milliseconds. Options that are not set are absent. */
export interface ResolvedStartOptions {
  readonly workflowId?: string;
  readonly idReusePolicy?: IdReusePolicy;
  readonly idConflictPolicy?: IdConflictPolicy;
  readonly executionTimeoutMs?: number;
  readonly runTimeoutMs?: number;
  readonly memo?: JsonObject;
  readonly searchAttributes?: SearchAttributes;
  readonly cron?: string;
}

const REUSE_POLICIES: readonly IdReusePolicy[] = [
  'allow_duplicate',
  'allow_duplicate_failed_only',
  'reject_duplicate',
];
const CONFLICT_POLICIES: readonly IdConflictPolicy[] = ['fail', 'use_existing', 'terminate_existing'];

/**
 * Validates the options of a start.
 *
 * @throws {@link InvalidArgumentError}, {@link NotJsonError} or {@link ValueTooLargeError}
 */
export function resolveStartOptions(options: StartOptions = {}): ResolvedStartOptions {
  checkObject('options', options);
  const { workflowId, idReusePolicy, idConflictPolicy, executionTimeout, runTimeout, cron } = options;
  const { memo, searchAttributes } = options;
  checkIdPolicies(idReusePolicy, idConflictPolicy);
  return {
    ...(workflowId !== undefined && { workflowId: checkName('workflowId', workflowId) }),
    ...(idReusePolicy !== undefined && {
      idReusePolicy: checkChoice('idReusePolicy', idReusePolicy, REUSE_POLICIES),
    }),
    ...(idConflictPolicy !== undefined && {
      idConflictPolicy: checkChoice('idConflictPolicy', idConflictPolicy, CONFLICT_POLICIES),
    }),
    ...(executionTimeout !== undefined && {
      executionTimeoutMs: toTimeLimit(executionTimeout, 'executionTimeout'),
    }),
    ...(runTimeout !== undefined && { runTimeoutMs: toTimeLimit(runTimeout, 'runTimeout') }),
    ...(memo !== undefined && { memo: checkMemo(memo) }),
    ...(searchAttributes !== undefined && { searchAttributes: checkSearchAttributes(searchAttributes) }),
    ...(cron !== undefined && { cron: checkName('cron', cron) }),
  };
}

/**
 * Checks that the id policies can be combined.
 *
 * @throws {@link InvalidArgumentError} for a combination that would terminate the running workflow and then
 * reject its id
 */
export function checkIdPolicies(
  idReusePolicy: IdReusePolicy | undefined,
  idConflictPolicy: IdConflictPolicy | undefined,
): void {
  if (idReusePolicy !== 'reject_duplicate' || idConflictPolicy !== 'terminate_existing') return;
  throw new InvalidArgumentError(
    "idReusePolicy 'reject_duplicate' rejects the id of a workflow that idConflictPolicy 'terminate_existing' ended. " +
      "Use idReusePolicy 'allow_duplicate', or idConflictPolicy 'fail' or 'use_existing'.",
    { argument: 'idConflictPolicy' },
  );
}

/**
 * Checks that an option has one of the allowed values.
 *
 * @throws {@link InvalidArgumentError}
 */
export function checkChoice<T extends string>(argument: string, given: T, choices: readonly T[]): T {
  if (choices.includes(given)) return given;
  throw invalidArgument(argument, given, `one of ${choices.map((one) => `'${one}'`).join(', ')}`);
}

function checkMemo(memo: unknown): JsonObject {
  const json = toJson(memo, 'memo');
  if (!isJsonObject(json)) throw invalidArgument('memo', json, 'an object of names and values');
  for (const name of Object.keys(json)) checkName('key of memo', name);
  return json;
}

// Temporal's limits.
const MAX_ATTRIBUTES = 100;
const MAX_ATTRIBUTE_BYTES = 2_000;

/**
 * Validates search attributes.
 *
 * @throws {@link InvalidArgumentError}
 */
export function checkSearchAttributes(attributes: SearchAttributes): SearchAttributes {
  checkObject('searchAttributes', attributes, 'an object of names and values');
  const entries = Object.entries<unknown>({ ...attributes });
  if (entries.length > MAX_ATTRIBUTES) {
    throw new InvalidArgumentError(
      `searchAttributes has ${entries.length} names. Use at most ${MAX_ATTRIBUTES}, the limit of Temporal.`,
      { argument: 'searchAttributes' },
    );
  }
  const checked: Record<string, string | number | boolean> = {};
  for (const [name, value] of entries) {
    checkName('name of a search attribute', name);
    if (!isAttribute(value)) {
      throw invalidArgument(
        `searchAttributes.${name}`,
        value,
        `a string of at most ${MAX_ATTRIBUTE_BYTES} bytes of well-formed Unicode without NUL, a finite number, true or false`,
        'searchAttributes',
      );
    }
    checked[name] = value;
  }
  return checked;
}

function isAttribute(value: unknown): value is string | number | boolean {
  if (typeof value === 'string') {
    return value.isWellFormed() && !value.includes('\0') && utf8Bytes(value) <= MAX_ATTRIBUTE_BYTES;
  }
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
