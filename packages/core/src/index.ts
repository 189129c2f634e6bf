export { ActivityError, ApplicationError, UnknownActivityError } from './errors/activity.ts';
export { type ErrorData, errorFromData, errorToData } from './errors/data.ts';
export {
  CapabilityError,
  ConfigurationError,
  EngineUnavailableError,
  ExecutorClosedError,
  NoWorkerError,
  NotInstalledError,
  WorkflowBundleError,
} from './errors/engine.ts';
export { type ErrorContext, McpAgentError } from './errors/error.ts';
export {
  ServerRequestError,
  ServerStartError,
  ToolOutcomeUnknownError,
  UnknownServerError,
  UnknownToolError,
} from './errors/mcp.ts';
export { ModelError, TurnLimitError } from './errors/model.ts';
export { InvalidArgumentError, NotJsonError, ValueTooLargeError } from './errors/values.ts';
export {
  CancelledError,
  ChildWorkflowError,
  DuplicateNameError,
  MessageFailedError,
  NoWorkflowError,
  TerminatedError,
  TimeoutError,
  type TimeoutKind,
  UnknownWorkflowError,
  UpdateRejectedError,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from './errors/workflow.ts';
export { type Duration, type DurationFields, toMilliseconds } from './values/duration.ts';
export { type JsonObject, type JsonValue, toJson } from './values/json.ts';
