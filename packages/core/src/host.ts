// API for extensions of the activity host, such as `@mcp-agent/mcp`.
export type { Abilities, WithAbilities } from './agents/mcp/abilities.ts';
export { type ListToolsOptions, type ToolSource, toolSource } from './agents/host/tool-source.ts';
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
  type SessionNeeded,
  WAIT_FOR_RESOURCE_UPDATE,
} from './agents/mcp/activities.ts';
export {
  ELICIT_UPDATE,
  type ElicitationAnswer,
  type ElicitationRequest,
  type FormElicitation,
  type UrlElicitation,
} from './agents/mcp/elicitation.ts';
export {
  type GivenInput,
  type InputRequired,
  type InvalidInput,
  MAX_QUESTIONS_BYTES,
  MAX_SERVER_REQUESTS,
  MAX_STATE_BYTES,
  type QuestionAnswer,
  type ServerQuestion,
} from './agents/mcp/input-required.ts';
export type {
  Completion,
  CompletionTarget,
  Prompt,
  PromptDescription,
  PromptMessage,
} from './agents/mcp/prompts.ts';
export type {
  ResourceDescription,
  ResourcePart,
  ResourceTemplateDescription,
} from './agents/mcp/resources.ts';
export { SAMPLE_UPDATE, type SamplingAnswer, type SamplingRequest } from './agents/mcp/sampling.ts';
export type { ServerDescription } from './agents/mcp/server.ts';
export { CANCEL_TASK, FOLLOW_TASK, type FollowTaskRequest, type StartedTask } from './agents/mcp/tasks.ts';
export { type Call, runCall } from './agents/calls/run-call.ts';
export type { CallPolicy } from './agents/calls/call-policy.ts';
export { CALL_TOOL, LIST_TOOLS, type ToolCallRequest } from './agents/model/tool-call.ts';
export { type SchemaCheck, schemaChecker, type SchemaChecker } from './agents/host/schema-checker.ts';
export { fromJson, isJsonObject } from './runtime/values/json.ts';
export { nearestName, plainName } from './runtime/values/nearest-name.ts';
export { HIDDEN, type Redactor, redactor } from './runtime/values/redactor.ts';
export { messageOf } from './runtime/values/text.ts';
