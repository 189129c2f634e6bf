// Public API for authors of workflows and agents.
// oxlint-disable-next-line import/no-unassigned-import -- registers the agent errors for errorFromData
import './errors.ts';

export type { Concurrency } from './runtime/values/map-bounded.ts';
export type { Duration, DurationFields } from './runtime/values/duration.ts';
export type { JsonObject, JsonValue } from './runtime/values/json.ts';
export { activityContext } from './runtime/activity/current.ts';
export type { ActivityContext, ActivityInfo } from './runtime/activity/context.ts';
export { type Activity, defineActivity } from './runtime/activity/activity.ts';
export type { ActivityDefinition } from './runtime/activity/definition.ts';
export { proxyActivities, registerActivities } from './runtime/activity/functions.ts';
export { proxyActivity } from './runtime/activity/proxy.ts';
export type { ActivityOptions } from './runtime/activity/options.ts';
export type { CallOptions, CallRetryPolicy, CallSettings } from './agents/calls/call-settings.ts';
export type { RetryPolicy } from './runtime/activity/retry-policy.ts';
export type { ResourceDefinition } from './runtime/activity/resource.ts';
export { Agent, type AgentOptions, type HumanInputRequest, type LLMClass } from './agents/agent/agent.ts';
export { agentTool, type AgentToolOptions } from './agents/agent/agent-tool.ts';
export type { WorkflowTool } from './agents/agent/workflow-tool.ts';
export type { ApprovalPolicy } from './agents/agent/approval.ts';
export type { ToolOptions } from './agents/agent/tool-options.ts';
export type { AllowedTools, ToolSelector } from './agents/model/allowed-tools.ts';
export type { ToolSearch } from './agents/model/search-tool.ts';
export type { ToolHints } from './agents/model/tool-annotations.ts';

export type { DeepPartial } from './agents/model/partial-answer.ts';
export type { AttachedLLM } from './agents/agent/attached-llm.ts';
export { AugmentedLLM } from './agents/agent/augmented-llm.ts';
export { UsageBudget } from './agents/agent/budget.ts';
export { limitUsage } from './agents/agent/limit-usage.ts';
export type { GenerateEvent, StructuredEvent } from './agents/agent/event.ts';
export {
  humanInputChange,
  type HumanInputChange,
  nextHumanInput,
} from './agents/agent/follow-human-input.ts';
export {
  type ApprovalRequest,
  type InputRequest,
  humanInputAnswer,
  type HumanInputAnswer,
  type PendingHumanInput,
  humanInputRequests,
  type ServerInputRequest,
} from './agents/agent/human-input.ts';
export { tokenUsage, type UsageNode } from './agents/agent/usage-tree.ts';
export { readUsage } from './agents/agent/read-usage.ts';
export { executeMany } from './runtime/executor/execute-many.ts';
export type { Executor } from './runtime/executor/executor.ts';
export type {
  FollowOptions,
  ItemEvent,
  PublishedItem,
  StatusEvent,
  StepEvent,
  StuckEvent,
  WorkflowEvent,
  WorkflowPosition,
} from './runtime/executor/follow.ts';
export type { WorkflowHandle } from './runtime/executor/handle.ts';
export type { HistoryStep, StuckWorkflow } from './runtime/executor/history.ts';
export type {
  IdConflictPolicy,
  IdReusePolicy,
  SearchAttributes,
  StartOptions,
} from './runtime/executor/options.ts';
export type { WorkflowDescription, WorkflowFilter, WorkflowStatus } from './runtime/executor/status.ts';
export type { ElicitationHandler } from './agents/mcp/elicitation.ts';
export { type ResourceContent, resourceToContent } from './agents/mcp/resources.ts';
export {
  type AssistantMessage,
  type ContentPart,
  type Message,
  type Source,
  textOf,
  type ToolCall,
  type ToolMessage,
} from './agents/model/messages.ts';
export { defineTool, type FunctionTool, type FunctionToolDefinition } from './agents/model/function-tool.ts';
export type { InputMessage, ModelInput } from './agents/model/input.ts';
export type {
  ModelDefaults,
  PromptCache,
  ReasoningEffort,
  RequestParams,
  ServiceTool,
  StreamParams,
  StructuredMode,
  StructuredParams,
  StructuredStreamParams,
  ToolChoice,
  UsageLimit,
} from './agents/model/params.ts';
export type {
  ModelServiceSettings,
  NamedService,
  ProviderSettings,
} from './agents/model/service-settings.ts';
export { jsonSchema, type JsonSchema, type Schema, type SchemaOutput } from './agents/model/schema.ts';
export type { ModelPrice, Usage } from './agents/model/usage.ts';
export type { Settings } from './runtime/settings.ts';
export { MCPApp, type MCPAppOptions } from './runtime/workflow/app.ts';
export type { ChildOptions, ChildWorkflowHandle } from './runtime/workflow/child.ts';
export type { WorkflowContext } from './runtime/workflow/context.ts';
export { currentWorkflow } from './runtime/workflow/current.ts';
export type {
  WorkflowMetadata,
  WorkflowDefinition,
  WorkflowFunction,
  WorkflowInput,
  WorkflowOutput,
} from './runtime/workflow/definition.ts';
export type { WorkflowLogger } from './runtime/workflow/logger.ts';
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
} from './runtime/workflow/messages.ts';
export type { LogLevel, ParentClosePolicy, WorkflowInfo } from './runtime/workflow/runtime.ts';
