// API for authors of engines, in addition to the interfaces that `index.ts` exports.
export { toMilliseconds } from './runtime/values/duration.ts';
export { toJson, copyJson, fromJson, jsonBytes } from './runtime/values/json.ts';
export type { SignalMessage, StartArguments } from './runtime/executor/executor.ts';
export type { StepStatus } from './runtime/executor/history.ts';
export type { WorkflowCaller } from './runtime/activity/caller.ts';
export { type ActivityAttempt, ActivityHost, type ActivityHostOptions } from './runtime/activity/host.ts';
export type { CancellationSignal } from './runtime/activity/cancellation.ts';
export { type ActivityStorage, provideActivityStorage } from './runtime/activity/current.ts';
export { type LimitedRun, provideTimeLimit, type RunWithin } from './runtime/activity/time-limit.ts';
export type { ResolvedActivityOptions } from './runtime/activity/options.ts';
export type { ResolvedRetryPolicy } from './runtime/activity/retry-policy.ts';
export { type ActivityDefaults, activityDefaults } from './runtime/activity/activity-defaults.ts';
export { logRetry, retryDelay } from './runtime/activity/retry.ts';
export { copyError, toError } from './runtime/errors/data.ts';
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
  type Difference,
  handlerFailed,
  nonDeterminism,
  PARENT_CLOSED,
  scopeCancelled,
  terminationReason,
  workflowCancelled,
  workflowFailed,
  workflowIdTaken,
  workflowNotRunning,
  workflowStuck,
  updateUnanswered,
  workflowTerminated,
  workflowTimedOut,
} from './runtime/errors/outcomes.ts';
export { toMessage, toSentArgs } from './runtime/values/args.ts';
export { toLoggedError } from './runtime/values/log-attributes.ts';
export { checkName, isReservedName } from './runtime/values/names.ts';
export { boundText, messageOf, property, textOfAny } from './runtime/values/text.ts';
export { checkObject, invalidArgument } from './runtime/values/invalid-argument.ts';
export { mapBounded } from './runtime/values/map-bounded.ts';
export { type ResolvedFilter, resolveFilter } from './runtime/executor/filter.ts';
export { checkIdPolicies, type ResolvedStartOptions, resolveStartOptions } from './runtime/executor/start.ts';
export { provideCurrentWorkflow } from './runtime/workflow/current.ts';
export { PAUSE_SIGNAL, RESUME_SIGNAL } from './runtime/workflow/messages.ts';
export { missingGlobal, NODE_GLOBALS, nodeGlobalMessage } from './runtime/workflow/node-globals.ts';
export { findChildWorkflow, findWorkflow, workflowNames } from './runtime/workflow/registry.ts';
export { nameToStart } from './runtime/workflow/startable.ts';
export { type WorkflowCompletion, WorkflowRun } from './runtime/workflow/run.ts';
export type {
  ActivityRequest,
  ChildRequest,
  ChildRun,
  Scope,
  ScopeKind,
  WorkflowRuntime,
} from './runtime/workflow/runtime.ts';
export type { HostExtension } from './runtime/activity/extension.ts';
export type { Message } from './runtime/workflow/inbox.ts';
