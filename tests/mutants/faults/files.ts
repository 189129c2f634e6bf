// Where the code is that the mutants change: one that moves is followed here.

export const ACTIVITY_CONTEXT = 'core/src/activity/current.ts';
export const FUNCTIONS = 'core/src/activity/functions.ts';
export const HOST = 'core/src/activity/host.ts';
export const RETRY = 'core/src/activity/retry.ts';
export const APPROVAL = 'core/src/agent/approval.ts';
export const BUDGET = 'core/src/agent/budget.ts';
export const GENERATION = 'core/src/agent/generation.ts';
export const LLM = 'core/src/agent/augmented-llm.ts';
export const PEOPLE = 'core/src/agent/people.ts';
export const SPENDING = 'core/src/agent/usage-tree.ts';
export const STREAM_INBOX = 'core/src/agent/stream-inbox.ts';
export const TOOL_CALLS = 'core/src/agent/tool-calls.ts';
export const FUNCTION_TOOL = 'core/src/model/function-tool.ts';
export const DATA = 'core/src/errors/data.ts';
export const PROVIDER = 'core/src/model/provider.ts';
export const DURATION = 'core/src/values/duration.ts';
export const JSON_VALUES = 'core/src/values/json.ts';
export const MAP = 'core/src/values/map-bounded.ts';
export const CONTEXT = 'core/src/workflow/context.ts';
export const INBOX = 'core/src/workflow/inbox.ts';
export const CORE_RUN = 'core/src/workflow/run.ts';
export const WITH_TIMEOUT = 'core/src/workflow/with-timeout.ts';
export const SIGNAL_WAITS = 'core/src/workflow/signal-waits.ts';

export const ACTIVITY = 'engine/src/running-activity.ts';
export const ENGINE_EXECUTOR = 'engine/src/executor.ts';
export const ENGINE_RUN = 'engine/src/run.ts';
export const HANDLE = 'engine/src/handle.ts';
export const ID_POLICIES = 'engine/src/id-policies.ts';
export const OUTCOME = 'engine/src/outcome.ts';
export const SCOPE = 'engine/src/scope.ts';
export const START_REQUEST = 'engine/src/start-request.ts';
export const STEPS = 'engine/src/steps.ts';

export const CHILDREN = 'executor-asyncio/src/children.ts';
export const CONTROL = 'executor-asyncio/src/control.ts';
export const EXECUTOR = 'executor-asyncio/src/executor.ts';
export const RESULT = 'executor-asyncio/src/result.ts';
export const RUN = 'executor-asyncio/src/run.ts';
export const RUN_INFO = 'executor-asyncio/src/run-info.ts';
export const STORE = 'executor-asyncio/src/store.ts';
