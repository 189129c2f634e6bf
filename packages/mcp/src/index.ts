// oxlint-disable import/no-unassigned-import -- these register the activities
import './activities/call-tool.ts';
import './activities/list-tools.ts';
import './activities/prompts.ts';
import './activities/resources.ts';
import './activities/sessions.ts';
import './activities/tasks.ts';
// oxlint-enable import/no-unassigned-import

export type { Answerer } from './answerer.ts';
export type { Caller, CallToolOptions } from './caller.ts';
export { McpConnections, mcpConnections } from './connections.ts';
export { FileTokenStore } from './auth/file-token-store.ts';
export { loopbackAuthorization } from './auth/loopback.ts';
export type {
  AuthorizationHandler,
  AuthorizationRequest,
  McpServerAuth,
  OAuthClientSettings,
  OAuthSettings,
  TokenStoreSettings,
} from './auth/settings.ts';
export { MemoryTokenStore, type StoredAuthorization, type TokenStore } from './auth/token-store.ts';
export { mcpExtension } from './extension.ts';
export type { CallToolOutcome, ToolInvocation, ToolResult } from './tool-invocation.ts';
export type { McpHeaders, McpRoot, McpServerSettings, McpSettings, McpTransport } from './settings.ts';
