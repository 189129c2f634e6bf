import type { McpRoot, McpServerSettings, McpSettings } from '@mcp-agent/mcp';
import { z } from 'zod';
import { section } from './section.ts';
import { serverAuthSchema } from './server-auth.ts';

const PATH = 'mcp.servers.<name>';
const FILE_URI = 'expected a URI that starts with "file://"';

const rootSchema = section<McpRoot>(`${PATH}.roots[]`, {
  uri: z.string().regex(/^file:\/\//, FILE_URI),
  name: z.string().optional(),
  server_uri_alias: z
    .string()
    .regex(/^file:\/\//, FILE_URI)
    .optional(),
});

const serverSchema = section<McpServerSettings>(PATH, {
  transport: z.enum(['stdio', 'sse', 'streamable_http', 'websocket']).optional(),
  command: z.string().min(1).optional(),
  args: z.array(z.string()).optional(),
  cwd: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  url: z
    .url({
      protocol: /^(?:https?|wss?)$/,
      error: 'expected a URL that starts with http:, https:, ws: or wss:',
    })
    .optional(),
  headers: z.record(z.string(), z.string()).optional(),
  http_timeout_seconds: z.number().positive().optional(),
  read_timeout_seconds: z.number().positive().optional(),
  reconnect_timeout_seconds: z.number().nonnegative().optional(),
  start_timeout_seconds: z.number().positive().optional(),
  protocol_version: z.string().optional(),
  terminate_on_close: z.boolean().optional(),
  session: z.enum(['shared', 'per_agent']).optional(),
  session_idle_seconds: z.number().positive().optional(),
  auth: serverAuthSchema.optional(),
  roots: z.array(rootSchema).optional(),
  allowed_tools: z.array(z.string()).optional(),
  pinned_tools: z.record(z.string(), z.string()).optional(),
}).check((context) => {
  const message = serverProblem(context.value);
  if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value });
});

/** Returns why a server cannot be reached with its settings, or `undefined`. */
function serverProblem({ transport, command, url }: McpServerSettings): string | undefined {
  if (transport === undefined) {
    if (command === undefined && url === undefined) {
      return 'expected a "command" that starts the server, or its "url"';
    }
    if (command === undefined || url === undefined) return undefined;
    return 'has both a "command" and a "url": select one with "transport", or remove one';
  }
  const [needed, value] = transport === 'stdio' ? ['command', command] : ['url', url];
  return value === undefined ? `expected a "${needed}", which transport "${transport}" requires` : undefined;
}

export const mcpSchema: z.ZodType<McpSettings> = section<McpSettings>('mcp', {
  servers: z.record(z.string(), serverSchema).optional(),
});
