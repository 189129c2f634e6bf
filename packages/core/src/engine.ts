// What the author of an engine needs beside the interfaces of the main entry.
export type { WorkflowCaller } from './activity/caller.ts';
export type { SchemaChecker } from './activity/schema-checker.ts';
export { type ActivityAttempt, ActivityHost, type ActivityHostOptions } from './activity/host.ts';
export { type ActivityStorage, provideActivityStorage } from './activity/current.ts';
export type { ResolvedActivityOptions, ResolvedRetryPolicy } from './activity/options.ts';
export { STREAM_SIGNAL } from './model/stream.ts';
export { logRetry, retryDelay } from './activity/retry.ts';
export { toError } from './errors/data.ts';
export {
  activityCancelled,
  activityFailed,
  activityTimedOut,
  type ActivityTimeoutKind,
  type ActivityTimeouts,
  ANOTHER_TOOK_ID,
  childCancelled,
  childFailed,
  childIdTaken,
  type ChildIds,
  PARENT_CLOSED,
  scopeCancelled,
  terminationReason,
  workflowCancelled,
  workflowFailed,
  workflowNotRunning,
  updateUnanswered,
  workflowTerminated,
  workflowTimedOut,
} from './errors/outcomes.ts';
export { toArgs, toMessage } from './values/args.ts';
export { toLoggedError } from './values/log-attributes.ts';
export { checkName } from './values/names.ts';
export { boundText, messageOf, property, textOfAny } from './values/text.ts';
export { copyJson, fromJson, jsonBytes } from './values/json.ts';
export { type ResolvedFilter, resolveFilter } from './executor/filter.ts';
export { checkIdPolicies, type ResolvedStartOptions, resolveStartOptions } from './executor/start.ts';
export type { Message } from './workflow/inbox.ts';
export { provideCurrentWorkflow } from './workflow/current.ts';
export { PAUSE_SIGNAL, RESUME_SIGNAL } from './workflow/messages.ts';
export { findChildWorkflow, findWorkflow, nameToStart, workflowNames } from './workflow/registry.ts';
export { type WorkflowEnding, WorkflowRun } from './workflow/run.ts';
export type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Scope,
  ScopeKind,
  WorkflowRuntime,
} from './workflow/runtime.ts';
