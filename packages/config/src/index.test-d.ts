import type { Executor, Settings } from '@mcp-agent/core';
import { expectTypeOf } from 'vitest';
import { type Config, createExecutor, loadConfig } from './index.ts';

// The other packages declare what they read by themselves: a loaded configuration must fit.
interface McpReader {
  readonly servers: Readonly<
    Record<
      string,
      {
        readonly transport: 'stdio' | 'sse' | 'streamable_http' | 'websocket';
        readonly command?: string;
        readonly args?: readonly string[];
        readonly cwd?: string;
        readonly env?: Readonly<Record<string, string>>;
        readonly url?: string;
        readonly headers?: Readonly<Record<string, string>>;
        readonly httpTimeoutSeconds?: number;
        readonly readTimeoutSeconds?: number;
        readonly terminateOnClose?: boolean;
        readonly allowedTools?: readonly string[];
        readonly description?: string;
      }
    >
  >;
}

interface AnthropicReader {
  readonly apiKey?: string;
  readonly baseUrl?: string;
  readonly defaultModel?: string;
}

interface AzureReader {
  readonly apiKey?: string;
  readonly azureAdToken?: string;
  readonly endpoint?: string;
  readonly apiVersion?: string;
  readonly azureDeployment?: string;
  readonly defaultModel?: string;
}

interface OpenAIReader {
  readonly api?: 'chat' | 'responses';
  readonly apiKey?: string;
  readonly baseUrl?: string;
  readonly defaultModel?: string;
  readonly reasoningEffort?: string;
  readonly user?: string;
  readonly defaultHeaders?: Readonly<Record<string, string>>;
}

expectTypeOf<Config>().toExtend<Settings>();
expectTypeOf<Config['mcp']>().toExtend<McpReader>();
expectTypeOf<Config['anthropic']>().toExtend<AnthropicReader>();
expectTypeOf<Config['azure']>().toExtend<AzureReader>();
expectTypeOf<Config['openai']>().toExtend<OpenAIReader>();
expectTypeOf<Config['temporal']['host']>().toEqualTypeOf<string | undefined>();
expectTypeOf<Config['temporal']['maxConcurrentActivities']>().toEqualTypeOf<number | undefined>();
expectTypeOf(loadConfig).returns.resolves.toEqualTypeOf<Config>();
expectTypeOf(createExecutor).returns.resolves.toEqualTypeOf<Executor>();
