// All error classes, and the conversion of errors to and from JSON.
import * as mcp from './agents/errors/mcp.ts';
import * as model from './agents/errors/model.ts';
import * as patterns from './agents/errors/patterns.ts';
import { registerErrors } from './runtime/errors/classes.ts';

export {
  ActivityError,
  ApplicationError,
  NoActivityError,
  NotReadyError,
  UnknownActivityError,
} from './runtime/errors/activity.ts';
export { type ErrorData, errorFromData, errorToData } from './runtime/errors/data.ts';
export {
  CapabilityError,
  ConfigurationError,
  EngineAccessError,
  EngineRequestError,
  EngineTlsError,
  EngineUnavailableError,
  EngineVersionError,
  ExecutorClosedError,
  NoWorkerError,
  NotInstalledError,
  type TlsProblem,
  WorkflowBundleError,
} from './runtime/errors/engine.ts';
export { isCancellation } from './runtime/errors/is-cancellation.ts';
export { type ErrorContext, McpAgentError } from './runtime/errors/error.ts';
export {
  AuthorizationError,
  ServerRequestError,
  ServerStartError,
  SessionLostError,
  ToolOutcomeUnknownError,
  UnknownServerError,
} from './agents/errors/mcp.ts';
export {
  BudgetExceededError,
  ModelError,
  ModelRefusalError,
  StructuredOutputError,
  TurnLimitError,
} from './agents/errors/model.ts';
export { NoRouteError, PatternFailedError, PlanLimitError } from './agents/errors/patterns.ts';
export { InvalidArgumentError, NotJsonError, ValueTooLargeError } from './runtime/errors/values.ts';
export {
  CancelledError,
  ChildWorkflowError,
  DuplicateNameError,
  MessageFailedError,
  NonDeterminismError,
  NoWorkflowError,
  type StuckReason,
  TerminatedError,
  TimeoutError,
  type TimeoutKind,
  UnknownWorkflowError,
  UpdateRejectedError,
  WorkflowAlreadyExistsError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowStuckError,
} from './runtime/errors/workflow.ts';

registerErrors(...[mcp, model, patterns].flatMap((module) => Object.values(module)));
