export { type CreateExecutorOptions, createExecutor } from './engine/create-executor.ts';
export { type Config, type LoadConfigOptions, loadConfig } from './load/load-config.ts';
export type { ConfigWarning } from './load/warning.ts';
export type { AgentDefinition, AgentsSettings } from './schema/agents.ts';
export type { AnthropicSettings } from './schema/anthropic.ts';
export type { AsyncioSettings } from './schema/asyncio.ts';
export type { AuthorizationSettings } from './schema/authorization.ts';
export type { AzureSettings } from './schema/azure.ts';
export type { BedrockSettings, VertexSettings } from './schema/cloud.ts';
export type { CohereSettings } from './schema/cohere.ts';
export type { DeploymentVariable } from './schema/deployment-env.ts';
export type { ExecutionEngine } from './schema/engine.ts';
export type { GoogleSettings } from './schema/google.ts';
export type { LoggerSettings, LogTransport } from './schema/logger.ts';
export type { McpServerSettings, McpSettings, McpTransport, RootSettings } from './schema/mcp.ts';
export type { OAuthSettings, TokenStoreSettings } from './schema/oauth.ts';
export type { LmStudioSettings, OpenAISettings } from './schema/openai.ts';
export type { OtelSettings } from './schema/otel.ts';
export type {
  ConsoleExporterSettings,
  ExporterSettings,
  FileExporterSettings,
  OtlpExporterSettings,
} from './schema/otel-exporters.ts';
export type { PathSettings } from './schema/path-settings.ts';
export type { RetryPolicySettings } from './schema/retry.ts';
export type { OAuthClientSettings, ServerAuthSettings } from './schema/server-auth.ts';
export type { IdReusePolicy, TemporalSettings } from './schema/temporal.ts';
export type { UsageTelemetrySettings } from './schema/usage-telemetry.ts';
