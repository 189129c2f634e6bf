import { fileURLToPath } from 'node:url';
import type { Settings } from '@mcp-agent/core';
// oxlint-disable-next-line import/no-unassigned-import -- declares the settings of MCP servers
import '@mcp-agent/mcp';
import { type RunFile, runFilePath, urlOf } from '../run-file.ts';
import { modelNameFor, WORKER_HEADER } from '../services/caller.ts';

/** Returns the settings of a worker, which tell the servers and the model its name. */
export function workerSettings(run: RunFile, worker: string): Settings {
  const headers = { [WORKER_HEADER]: worker };
  const program = (file: string): { command: string; args: string[] } => ({
    command: process.execPath,
    args: [fileURLToPath(new URL(`../services/${file}`, import.meta.url)), runFilePath(), 'stdio', worker],
  });
  return {
    logger: { type: 'console', level: 'warning' },
    openai: {
      apiKey: 'stand-in',
      baseUrl: urlOf(run, 'model', '/v1'),
      defaultModel: modelNameFor(worker),
    },
    mcp: {
      servers: {
        'modern-http': { url: urlOf(run, 'modern-http', '/mcp'), headers },
        'legacy-http': { url: urlOf(run, 'legacy-http', '/mcp'), headers },
        'modern-stdio': program('modern-server.ts'),
        'legacy-stdio': program('legacy-server.ts'),
      },
    },
  };
}
