export { ActivityError, ApplicationError, NoActivityError, UnknownActivityError } from './errors/activity.ts';
export { type ErrorData, errorFromData, errorToData } from './errors/data.ts';
export {
  CapabilityError,
  ConfigurationError,
  EngineRequestError,
  EngineUnavailableError,
  ExecutorClosedError,
  NoWorkerError,
  NotInstalledError,
  WorkflowBundleError,
} from './errors/engine.ts';
export { isCancellation } from './errors/is-cancellation.ts';
export { type ErrorContext, McpAgentError } from './errors/error.ts';
export {
  AuthorizationError,
  ServerRequestError,
  ServerStartError,
  SessionLostError,
  SessionNeededError,
  ToolOutcomeUnknownError,
  UnknownServerError,
  UnknownToolError,
} from './errors/mcp.ts';
export {
  BudgetExceededError,
  ModelError,
  ModelRefusalError,
  StructuredOutputError,
  TurnLimitError,
} from './errors/model.ts';
export { NoRouteError, PlanLimitError } from './errors/patterns.ts';
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
export type { Concurrency } from './values/map-bounded.ts';
export { type Duration, type DurationFields, toMilliseconds } from './values/duration.ts';
export { type JsonObject, type JsonValue, toJson } from './values/json.ts';
export type { AbortSignalLike, CancellationSignal } from './activity/cancellation.ts';
export { activityContext } from './activity/current.ts';
export type { ActivityContext, ActivityInfo } from './activity/context.ts';
export { type Activity, type ActivityDefinition, defineActivity } from './activity/definition.ts';
export { proxyActivities, registerActivities } from './activity/functions.ts';
export { proxyActivity } from './activity/proxy.ts';
export type { ActivityOptions, RetryPolicy } from './activity/options.ts';
export type { ResourceDefinition } from './activity/resource.ts';
export type { ToolSource } from './activity/tool-source.ts';
export {
  Agent,
  type AgentOptions,
  type ElicitationHandler,
  type HumanInputRequest,
  type LLMClass,
} from './agent/agent.ts';
export { agentTool, type AgentToolOptions, type WorkflowTool } from './agent/agent-tool.ts';
export type { ApprovalPolicy } from './agent/approval.ts';
export { AugmentedLLM, type StreamParams, type StructuredParams } from './agent/augmented-llm.ts';
export type { GenerateEvent } from './agent/event.ts';
export { nextPersonRequest } from './agent/next-person-request.ts';
export {
  type ApprovalRequest,
  awaitPersonRequest,
  type InputRequest,
  personAnswer,
  type PersonAnswer,
  type PersonRequest,
  personRequests,
  type ServerInputRequest,
} from './agent/people.ts';
export { tokenUsage, type UsageNode } from './agent/usage-tree.ts';
export { readUsage } from './executor/read-usage.ts';
export { executeMany } from './executor/execute-many.ts';
export type { Executor, SignalMessage, StartArguments } from './executor/executor.ts';
export type { WorkflowHandle } from './executor/handle.ts';
export type { HistoryStep, StepStatus } from './executor/history.ts';
export type { IdConflictPolicy, IdReusePolicy, SearchAttributes, StartOptions } from './executor/options.ts';
export type {
  StuckWorkflow,
  WorkflowDescription,
  WorkflowFilter,
  WorkflowStatus,
} from './executor/status.ts';
export { type ConversationCache, conversationCache } from './model/conversation-cache.ts';
export {
  CLOSE_SESSION,
  COMPLETE,
  DESCRIBE_SERVER,
  GET_PROMPT,
  LIST_PROMPTS,
  LIST_RESOURCE_TEMPLATES,
  LIST_RESOURCES,
  OPEN_SESSION,
  type OpenedSession,
  READ_RESOURCE,
  WAIT_FOR_RESOURCE_UPDATE,
} from './mcp/activities.ts';
export {
  ELICIT_UPDATE,
  type ElicitationAnswer,
  type ElicitationRequest,
  type FormElicitation,
  type UrlElicitation,
} from './mcp/elicitation.ts';
export type {
  Completion,
  CompletionTarget,
  Prompt,
  PromptDescription,
  PromptMessage,
} from './mcp/prompts.ts';
export {
  type ResourceContent,
  type ResourceDescription,
  type ResourcePart,
  type ResourceTemplateDescription,
  resourceToContent,
} from './mcp/resources.ts';
export { SAMPLE_UPDATE, type SamplingAnswer, type SamplingRequest } from './mcp/sampling.ts';
export type { ServerDescription } from './mcp/server.ts';
export {
  type AssistantMessage,
  type ContentPart,
  type MediaPart,
  type Message,
  type SystemMessage,
  type TextPart,
  textOf,
  type ToolCall,
  type ToolMessage,
  type ToolTarget,
  type UserMessage,
} from './model/messages.ts';
export { defineTool, type FunctionTool, type FunctionToolDefinition } from './model/function-tool.ts';
export type { InputMessage, ModelInput } from './model/input.ts';
export type { ReasoningEffort, RequestParams, UsageLimit } from './model/params.ts';
export {
  jsonSchema,
  type JsonSchema,
  type Schema,
  type SchemaOutput,
  type StandardSchema,
} from './model/schema.ts';
export type { ModelEvent } from './model/stream.ts';
export type { ModelPrice, Usage } from './model/usage.ts';
export {
  defineModelProvider,
  type ModelAnswer,
  type ModelCall,
  type ModelProvider,
  type ModelRequest,
  type ModelResponse,
  type OutputForm,
} from './model/provider.ts';
export { ANSWERED_CALL_OPTIONS, CALL_TOOL, LIST_TOOLS, type ToolCallRequest } from './model/tool-call.ts';
export type { OfferedTool, ToolDescription } from './model/tools.ts';
export type { Settings } from './settings.ts';
export { MCPApp, type MCPAppOptions } from './workflow/app.ts';
export type { ChildOptions, ChildWorkflowHandle } from './workflow/child.ts';
export type { WorkflowContext } from './workflow/context.ts';
export { currentWorkflow } from './workflow/current.ts';
export type {
  WorkflowAbout,
  WorkflowDefinition,
  WorkflowInput,
  WorkflowOutput,
} from './workflow/definition.ts';
export type { WorkflowLogger } from './workflow/logger.ts';
export {
  defineQuery,
  defineSignal,
  defineUpdate,
  messagesQuery,
  type QueryDefinition,
  type SignalDefinition,
  type SignalPayload,
  type UpdateDefinition,
  type WorkflowMessages,
} from './workflow/messages.ts';
export type { LogLevel, ParentClosePolicy, WorkflowInfo } from './workflow/runtime.ts';
