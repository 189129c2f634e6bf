// API for authors of model providers.
export type { AbortSignalLike, CancellationSignal } from './runtime/activity/cancellation.ts';
export { type ConversationCache, conversationCache } from './agents/model/conversation-cache.ts';
export type {
  FilePart,
  MediaPart,
  SystemMessage,
  TextPart,
  ToolTarget,
  UrlPart,
  UserMessage,
} from './agents/model/messages.ts';
export type { StandardSchema } from './agents/model/schema.ts';
export type { ModelEvent } from './agents/model/stream.ts';
export { indexOfTag, isTag, THINKING_TAGS, type ThinkingTag } from './agents/model/thinking-tags.ts';
export type { OutputForm } from './agents/model/answer-form.ts';
export { defineModelProvider, type ModelProvider } from './agents/model/provider.ts';
export type { ModelAnswer, ModelCall } from './agents/model/model-call.ts';
export type { ModelRequest, ModelResponse } from './agents/model/request.ts';
export { allowedName } from './agents/model/tool-names.ts';
export type { OfferedTool, ToolDescription } from './agents/model/tools.ts';
export type { ToolAnnotations } from './agents/model/tool-annotations.ts';
export { isJsonObject } from './runtime/values/json.ts';
export { messageOf } from './runtime/values/text.ts';
