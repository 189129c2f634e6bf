import { z } from 'zod';
import { section } from './section.ts';

/** An agent defined in the configuration file. */
export interface AgentDefinition {
  /** The agent's name. */
  readonly name: string;
  /** The agent's instruction. */
  readonly instruction?: string;
  /** MCP servers that the agent may use. */
  readonly serverNames: readonly string[];
  /** Whether its connections stay open between calls. Default: true. */
  readonly connectionPersistence: boolean;
}

/** The `agents` section: sources of agent definitions. */
export interface AgentsSettings {
  /** Whether to search for definitions. Default: true. */
  readonly enabled: boolean;
  /** Folders to search. The first one that defines a name takes precedence. */
  readonly searchPaths: readonly string[];
  /** Glob pattern of the files to read. Default: `**\/*.*`. */
  readonly pattern: string;
  /** Inline definitions. */
  readonly definitions: readonly AgentDefinition[];
}

const definitionSchema: z.ZodType<AgentDefinition> = section<AgentDefinition>({
  name: z.string().min(1).describe("The agent's name."),
  instruction: z.string().optional().describe('What the agent is told to be.'),
  server_names: z.array(z.string()).default([]).describe('The MCP servers that it may use.'),
  connection_persistence: z
    .boolean()
    .default(true)
    .describe('Whether its connections stay open between calls.'),
});

export const agentsSchema: z.ZodType<AgentsSettings> = section<AgentsSettings>({
  enabled: z.boolean().default(true).describe('Whether definitions are looked for.'),
  search_paths: z
    .array(z.string())
    .default(['.claude/agents', '~/.claude/agents', '.mcp-agent/agents', '~/.mcp-agent/agents'])
    .describe('The folders that are looked in; the first one that has a name wins.'),
  pattern: z.string().default('**/*.*').describe('Which files of a folder are read.'),
  definitions: z.array(definitionSchema).default([]).describe('Definitions in the file itself.'),
});
