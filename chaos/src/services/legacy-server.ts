// An MCP server of 2025-11-25, over HTTP with sessions or over stdio.
// Arguments: the run file, `http` or `stdio`, and for stdio the worker that starts it.
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { toolName } from '../plan/work.ts';
import { readRunFile } from '../run-file.ts';
import { announce } from './announce.ts';
import { WORKER_HEADER } from './caller.ts';
import { declaresRepeatable } from './fault.ts';
import { LegacySessions } from './legacy-sessions.ts';
import { performStep } from './perform-step.ts';
import { keyOf, STEP_FIELDS } from './step-schema.ts';

const [, transport, starter] = process.argv.slice(2);
const place = transport === 'http' ? 'legacy-http' : 'legacy-stdio';
const run = readRunFile();

function legacyServer(): McpServer {
  const server = new McpServer({ name: 'chaos-legacy', version: '1.0.0' });
  for (const repeatable of [true, false]) {
    server.registerTool(
      toolName(place, repeatable),
      {
        description: 'Performs a step.',
        inputSchema: STEP_FIELDS,
        annotations: { idempotentHint: declaresRepeatable(run.fault, repeatable) },
      },
      async (step, { _meta, requestInfo }) => {
        const receipt = await performStep(run, step, {
          place,
          repeatable,
          worker: starter ?? String(requestInfo?.headers[WORKER_HEADER] ?? 'unknown'),
          ...keyOf(_meta),
        });
        return { content: [{ type: 'text', text: JSON.stringify(receipt) }] };
      },
    );
  }
  return server;
}

if (place === 'legacy-http') {
  const sessions = new LegacySessions(legacyServer);
  announce(
    createServer((request, response) => void sessions.handle(request, response)),
    run.ports[place],
  );
} else {
  await legacyServer().connect(new StdioServerTransport());
}
