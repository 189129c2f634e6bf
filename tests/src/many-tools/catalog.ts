import { z } from 'zod';

/** A server with many tools, each described like those of servers in use. */
export interface Catalog {
  readonly name: string;
  readonly tools: readonly { readonly name: string; readonly description: string }[];
}

const SERVERS = {
  github: [
    'issue',
    'pull request',
    'branch',
    'release',
    'workflow run',
    'label',
    'milestone',
    'review',
    'gist',
    'repository',
    'deployment',
    'secret',
    'webhook',
  ],
  jira: [
    'ticket',
    'sprint',
    'board',
    'epic',
    'worklog',
    'component',
    'filter',
    'dashboard',
    'attachment',
    'transition',
  ],
  drive: [
    'file',
    'folder',
    'permission',
    'revision',
    'comment',
    'shortcut',
    'spreadsheet',
    'presentation',
    'document',
    'form',
    'drawing',
    'label field',
    'shared drive',
    'change',
    'reply',
    'approval request',
  ],
} as const;

const VERBS = ['create', 'update', 'delete', 'list', 'get'] as const;

/** Three servers with 195 tools, whose definitions are about 112 KB in a request. */
export const CATALOGS: readonly Catalog[] = Object.entries(SERVERS).map(([name, nouns]) => ({
  name,
  tools: nouns.flatMap((noun) => VERBS.map((verb) => describe(name, verb, noun))),
}));

function describe(server: string, verb: string, noun: string): { name: string; description: string } {
  const subject = verb === 'list' ? `${noun}s` : noun;
  return {
    name: `${verb}_${subject.replaceAll(' ', '_')}`,
    description:
      `${verb[0]?.toUpperCase() ?? ''}${verb.slice(1)} ${verb === 'list' ? '' : 'one '}${subject} in ${server}. ` +
      `Requires the permission of the workspace that owns it, and returns the current state as JSON.`,
  };
}

/** The arguments of each tool. */
export const INPUT: {
  readonly id: z.ZodString;
  readonly workspace: z.ZodOptional<z.ZodString>;
  readonly fields: z.ZodOptional<z.ZodArray<z.ZodString>>;
} = {
  id: z.string().describe('Identifier, as the list shows it, or the name for a new one'),
  workspace: z.string().optional().describe('Workspace to work in; the default one if it is left out'),
  fields: z.array(z.string()).optional().describe('Names of the fields to return; all of them if left out'),
};
