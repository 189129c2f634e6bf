import type { Settings as CoreSettings } from '@mcp-agent/core';
import type { AsyncioSettings } from '@mcp-agent/executor-asyncio';
import type { TemporalSettings } from '@mcp-agent/executor-temporal';
import type { AnthropicSettings } from '@mcp-agent/llm-anthropic';
import type { AzureSettings, OpenAISettings } from '@mcp-agent/llm-openai';
import type { McpSettings, OAuthSettings } from '@mcp-agent/mcp';

/** The engine: `asyncio`, `temporal`, or the package name of another engine. */
export type ExecutionEngine = 'asyncio' | 'temporal' | (string & {});

/**
 * All settings of a configuration, under mcp-agent's names in camelCase. Each section has the type of the package that
 * reads it, which documents its keys and defaults; a section that is not configured is empty.
 */
export interface Settings extends Required<
  Pick<CoreSettings, 'calls' | 'logger' | 'prices' | 'services' | 'workflowTaskRetryPolicies'>
> {
  /**
   * The engine that runs workflows: `asyncio` in memory, `temporal` durably, or the name of a package that exports
   * `createExecutor`. Default: `asyncio`.
   */
  readonly executionEngine: ExecutionEngine;
  /** Settings for an engine from another package, passed through without validation. */
  readonly executorOptions: Readonly<Record<string, unknown>>;
  /**
   * Modules that define activities: package names, or paths that begin with `./`. `createExecutor` imports them for
   * `asyncio`, each worker for `temporal`.
   */
  readonly workflowTaskModules: readonly string[];
  readonly asyncio: AsyncioSettings;
  readonly temporal: TemporalSettings;
  readonly mcp: McpSettings;
  readonly oauth: OAuthSettings;
  readonly openai: OpenAISettings;
  readonly azure: AzureSettings;
  readonly anthropic: AnthropicSettings;
}
