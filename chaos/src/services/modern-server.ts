// An MCP server of 2026-07-28, over HTTP or stdio.
// Arguments: the run file, `http` or `stdio`, and for stdio the worker that starts it.
import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { z } from 'zod';
import { toolName } from '../plan/work.ts';
import { readRunFile } from '../run-file.ts';
import { announce } from './announce.ts';
import { WORKER_HEADER } from './caller.ts';
import { declaresRepeatable } from './fault.ts';
import { performStep } from './perform-step.ts';
import { keyOf, STEP_FIELDS } from './step-schema.ts';

const [, transport, starter] = process.argv.slice(2);
const place = transport === 'http' ? 'modern-http' : 'modern-stdio';
const run = readRunFile();

function modernServer(): McpServer {
  const server = new McpServer({ name: 'chaos-modern', version: '1.0.0' });
  for (const repeatable of [true, false]) {
    server.registerTool(
      toolName(place, repeatable),
      {
        description: 'Performs a step.',
        inputSchema: z.object(STEP_FIELDS),
        annotations: { idempotentHint: declaresRepeatable(run.fault, repeatable) },
      },
      async (step, { mcpReq, http }) => {
        const receipt = await performStep(run, step, {
          place,
          repeatable,
          worker: starter ?? http?.req?.headers.get(WORKER_HEADER) ?? 'unknown',
          ...keyOf(mcpReq._meta),
        });
        return { content: [{ type: 'text', text: JSON.stringify(receipt) }] };
      },
    );
  }
  return server;
}

if (place === 'modern-http') {
  const handle = toNodeHandler(createMcpHandler(modernServer, { legacy: 'reject' }));
  announce(
    createServer((request, response) => void handle(request, response)),
    run.ports[place],
  );
} else {
  serveStdio(modernServer, { legacy: 'reject' });
}
