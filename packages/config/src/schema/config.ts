import { z } from 'zod';
import type { ModelPrice } from '@mcp-agent/core';
import { type AgentsSettings, agentsSchema } from './agents.ts';
import { type AnthropicSettings, anthropicSchema } from './anthropic.ts';
import { type AsyncioSettings, asyncioSchema } from './asyncio.ts';
import { type AuthorizationSettings, authorizationSchema } from './authorization.ts';
import { type AzureSettings, azureSchema } from './azure.ts';
import { type BedrockSettings, bedrockSchema } from './cloud.ts';
import { type CohereSettings, cohereSchema } from './cohere.ts';
import { type DeploymentVariable, deploymentVariableSchema } from './deployment-env.ts';
import { type ExecutionEngine, executionEngineSchema } from './engine.ts';
import { type GoogleSettings, googleSchema } from './google.ts';
import { type LoggerSettings, loggerSchema } from './logger.ts';
import { type McpSettings, mcpSchema } from './mcp.ts';
import { type OAuthSettings, oauthSchema } from './oauth.ts';
import { type LmStudioSettings, type OpenAISettings, lmStudioSchema, openaiSchema } from './openai.ts';
import { type OtelSettings, otelSchema } from './otel.ts';
import { pricesSchema } from './prices.ts';
import { type RetryPolicySettings, retryPolicySchema } from './retry.ts';
import { section } from './section.ts';
import { type TemporalSettings, temporalSchema } from './temporal.ts';
import { type UsageTelemetrySettings, usageTelemetrySchema } from './usage-telemetry.ts';

/** All settings of a configuration: mcp-agent's names in camelCase, with defaults applied. */
export interface Settings {
  /** The application's name. */
  readonly name?: string;
  /** The application's purpose. */
  readonly description?: string;
  /** The engine that runs workflows. Default: `asyncio`. */
  readonly executionEngine: ExecutionEngine;
  /** Settings for a third-party engine, passed through without validation. */
  readonly executorOptions: Readonly<Record<string, unknown>>;
  /** The in-memory engine. */
  readonly asyncio: AsyncioSettings;
  /** The Temporal server and its workers. */
  readonly temporal: TemporalSettings;
  /** The MCP servers. */
  readonly mcp: McpSettings;
  /** OpenAI, or a service with an OpenAI-compatible API. */
  readonly openai: OpenAISettings;
  /** Anthropic. */
  readonly anthropic: AnthropicSettings;
  /** OpenAI's models on Azure. */
  readonly azure: AzureSettings;
  /** Models on AWS Bedrock. */
  readonly bedrock: BedrockSettings;
  /** Cohere. */
  readonly cohere: CohereSettings;
  /** Gemini. */
  readonly google: GoogleSettings;
  /** LM Studio on this machine. */
  readonly lmStudio: LmStudioSettings;
  /** Model prices, by model name or prefix. */
  readonly prices: Readonly<Record<string, ModelPrice>>;
  /** Logging. */
  readonly logger: LoggerSettings;
  /** Tracing with OpenTelemetry. */
  readonly otel: OtelSettings;
  /** Modules that define activities: package names, or paths that begin with `./`. */
  readonly workflowTaskModules: readonly string[];
  /** Retry policies of activities, by activity name. */
  readonly workflowTaskRetryPolicies: Readonly<Record<string, RetryPolicySettings>>;
  /** Sources of agent definitions. */
  readonly agents: AgentsSettings;
  /** This application as an OAuth-protected server. */
  readonly authorization: AuthorizationSettings;
  /** How this application obtains tokens for servers. */
  readonly oauth: OAuthSettings;
  /** Whether usage may be reported. This package reports none. */
  readonly usageTelemetry: UsageTelemetrySettings;
  /** Environment variables of a deployment of the application. */
  readonly env: readonly DeploymentVariable[];
}

export const settingsSchema: z.ZodType<Settings> = section<Settings>({
  name: z.string().optional().meta({ description: "The application's name.", 'x-unused': true }),
  description: z.string().optional().meta({ description: 'What the application is for.', 'x-unused': true }),
  execution_engine: executionEngineSchema.default('asyncio').meta({
    description:
      'The engine that workflows run on: `asyncio` in memory, `temporal` durably, or the name of a package that is an engine.',
    examples: ['asyncio', 'temporal'],
    'x-env': ['EXECUTION_ENGINE'],
  }),
  executor_options: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Settings for an engine from another package, handed to it as they are.'),
  asyncio: asyncioSchema.prefault({}).describe('The engine in memory.'),
  temporal: temporalSchema.prefault({}).describe('The Temporal server, and how its workers run.'),
  mcp: mcpSchema.prefault({}).describe('The MCP servers.'),
  openai: openaiSchema.prefault({}).describe('OpenAI, or a service that speaks its protocol.'),
  anthropic: anthropicSchema.prefault({}).describe('Anthropic.'),
  azure: azureSchema.prefault({}).describe("OpenAI's models on Azure."),
  bedrock: bedrockSchema.prefault({}).meta({ description: 'Models on AWS Bedrock.', 'x-unused': true }),
  cohere: cohereSchema.prefault({}).meta({ description: 'Cohere.', 'x-unused': true }),
  google: googleSchema
    .prefault({})
    .meta({ description: 'Gemini, directly or on Vertex AI.', 'x-unused': true }),
  lm_studio: lmStudioSchema
    .prefault({})
    .meta({ description: 'LM Studio on this machine.', 'x-unused': true }),
  prices: pricesSchema
    .default({})
    .describe(
      'What models cost, by their names or the beginnings of them: `gpt-4o` is also the price of `gpt-4o-2024-11-20`.',
    ),
  logger: loggerSchema.prefault({}).describe('What is logged, and where to.'),
  otel: otelSchema.prefault({}).meta({ description: 'Traces with OpenTelemetry.', 'x-unused': true }),
  workflow_task_modules: z
    .array(z.string())
    .default([])
    .describe(
      'Modules that define activities: names of packages, or paths that begin with `./`. Whatever runs activities imports them first: `createExecutor` for `asyncio`, a worker of `temporal`.',
    ),
  workflow_task_retry_policies: z.record(z.string(), retryPolicySchema).default({}).meta({
    description: 'How activities are tried again, by their names: a whole name, its end, `start*`, or `*`.',
    'x-unused': true,
  }),
  agents: agentsSchema
    .prefault({})
    .meta({ description: 'Where definitions of agents are found.', 'x-unused': true }),
  authorization: authorizationSchema
    .prefault({})
    .meta({ description: 'This application as a server that OAuth protects.', 'x-unused': true }),
  oauth: oauthSchema.prefault({}).describe('How this application gets tokens for servers.'),
  usage_telemetry: usageTelemetrySchema
    .prefault({})
    .meta({ description: 'Whether usage may be reported. Nothing here reports any.', 'x-unused': true }),
  env: z.array(deploymentVariableSchema).default([]).meta({
    description: 'Environment variables that a deployment of the application gets.',
    'x-unused': true,
  }),
});
