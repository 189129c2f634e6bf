import { z } from 'zod';
import { section } from './section.ts';
import { type ServerAuthSettings, serverAuthSchema } from './server-auth.ts';

/** The transport to a server. */
export type McpTransport = 'stdio' | 'sse' | 'streamable_http' | 'websocket';

/** A folder or file that a server may work on: an MCP root. */
export interface RootSettings {
  /** The root's URI, which begins with `file://`. */
  readonly uri: string;
  /** Display name. */
  readonly name?: string;
  /** URI to send to the server instead of `uri`. */
  readonly serverUriAlias?: string;
}

/** `mcp.servers.<name>`: one MCP server. */
export interface McpServerSettings {
  /** Transport. Default: `stdio` if `command` is set, `streamable_http` if `url` is set. */
  readonly transport: McpTransport;
  /** The server's display name. */
  readonly name?: string;
  /** The server's purpose. */
  readonly description?: string;
  /** Command that starts the server, for `stdio`. */
  readonly command?: string;
  /** The program's arguments. */
  readonly args?: readonly string[];
  /** Working directory of the program. */
  readonly cwd?: string;
  /** Environment variables of the program. */
  readonly env?: Readonly<Record<string, string>>;
  /** The server's URL, for every transport except `stdio`. */
  readonly url?: string;
  /** HTTP headers sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Timeout of one HTTP request, in seconds. */
  readonly httpTimeoutSeconds?: number;
  /** How long the client waits for a response or event, in seconds. */
  readonly readTimeoutSeconds?: number;
  /** Timeout for starting the program, including its first download, in seconds. */
  readonly startTimeoutSeconds?: number;
  /** Whether closing the connection terminates the session on the server. Default: true. */
  readonly terminateOnClose?: boolean;
  /** `shared`: one connection for all agents. `per_agent`: one per agent, for stateful servers. */
  readonly session?: 'shared' | 'per_agent';
  /** Idle timeout of an agent's own connection, in seconds. Default: 3600. */
  readonly sessionIdleSeconds?: number;
  /** Credentials for the server. */
  readonly auth?: ServerAuthSettings;
  /** Folders and files that the server may work on. */
  readonly roots?: readonly RootSettings[];
  /** Tools that agents may use; an empty list allows none. Default: all. */
  readonly allowedTools?: readonly string[];
}

/** The `mcp` section. */
export interface McpSettings {
  /** Servers, by name. */
  readonly servers: Readonly<Record<string, McpServerSettings>>;
}

interface McpServerFile extends Omit<McpServerSettings, 'transport'> {
  readonly transport?: McpTransport;
}

const FILE_URI = 'expected a URI that starts with "file://"';

const rootSchema: z.ZodType<RootSettings> = section<RootSettings>({
  uri: z
    .string()
    .regex(/^file:\/\//, FILE_URI)
    .describe("The root's URI, which starts with `file://`."),
  name: z.string().optional().describe('A name for people.'),
  server_uri_alias: z
    .string()
    .regex(/^file:\/\//, FILE_URI)
    .optional()
    .describe('The URI that the server is told instead of `uri`.'),
});

const serverSchema: z.ZodType<McpServerSettings> = section<McpServerFile>({
  transport: z
    .enum(['stdio', 'sse', 'streamable_http', 'websocket'])
    .optional()
    .describe(
      'How the server is reached. Without it `stdio` for a `command`, `streamable_http` for a `url`, `websocket` for a `url` with `ws:` or `wss:`.',
    ),
  name: z.string().optional().meta({ description: "The server's name for people.", 'x-unused': true }),
  description: z.string().optional().meta({ description: 'What the server is for.', 'x-unused': true }),
  command: z.string().min(1).optional().describe('The program that is the server, for `stdio`.'),
  args: z.array(z.string()).optional().describe("The program's arguments."),
  cwd: z.string().optional().describe('The folder that the program starts in.'),
  env: z.record(z.string(), z.string()).optional().describe('Environment variables of the program.'),
  url: z
    .url({
      protocol: /^(?:https?|wss?)$/,
      error: 'expected a URL that starts with http:, https:, ws: or wss:',
    })
    .optional()
    .describe("The server's address, for every transport but `stdio`."),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('HTTP headers of every request to the server.'),
  http_timeout_seconds: z
    .number()
    .positive()
    .optional()
    .describe('How long one HTTP request may take, in seconds.'),
  read_timeout_seconds: z
    .number()
    .positive()
    .optional()
    .describe('How long the client waits for an answer or an event, in seconds.'),
  start_timeout_seconds: z
    .number()
    .positive()
    .optional()
    .describe(
      'How long starting the program may take, its first download included, in seconds. Without it, 60.',
    ),
  terminate_on_close: z
    .boolean()
    .optional()
    .describe('Whether closing the connection ends the session on the server. Without it, it does.'),
  session: z
    .enum(['shared', 'per_agent'])
    .optional()
    .describe(
      'Whether all use one connection, or each agent has its own, for servers that keep state. Without it `shared`.',
    ),
  session_idle_seconds: z
    .number()
    .positive()
    .optional()
    .describe(
      "How long an agent's own connection may go unused before it is closed, in seconds. Without it, 3600.",
    ),
  auth: serverAuthSchema.optional().describe('What the server wants to see.'),
  roots: z
    .array(rootSchema)
    .optional()
    .describe('The folders and files that the server is told it may work on.'),
  allowed_tools: z
    .array(z.string())
    .optional()
    .describe('The tools that agents may see; an empty list allows none. Without it all.'),
}).transform((server, context) => {
  const transport = server.transport ?? impliedTransport(server);
  if (transport === undefined) {
    const both = server.command !== undefined && server.url !== undefined;
    const message = both
      ? 'has a "command" and a "url": say with "transport" which of the two is used'
      : 'expected a "command" that starts the server, or the "url" where it runs';
    context.addIssue({ code: 'custom', path: [], message });
    return z.NEVER;
  }
  const needed = transport === 'stdio' ? 'command' : 'url';
  if (server[needed] === undefined) {
    const message = `expected a "${needed}", which the transport "${transport}" needs`;
    context.addIssue({ code: 'custom', path: [], message });
    return z.NEVER;
  }
  return { ...server, transport };
});

function impliedTransport({ command, url }: McpServerFile): McpTransport | undefined {
  if (command !== undefined) return url === undefined ? 'stdio' : undefined;
  if (url === undefined) return undefined;
  return /^wss?:/i.test(url) ? 'websocket' : 'streamable_http';
}

export const mcpSchema: z.ZodType<McpSettings> = section<McpSettings>({
  servers: z
    .record(z.string(), serverSchema)
    .default({})
    .describe('The MCP servers by the names that agents call them.'),
});
