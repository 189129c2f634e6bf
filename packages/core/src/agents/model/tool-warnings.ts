import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import { boundText } from '../../runtime/values/text.ts';
import type { WithAbilities } from '../mcp/abilities.ts';
import { unusedNames } from './allowed-tools.ts';
import { warnOnce } from './log-once.ts';
import type { ModelCall } from './model-call.ts';
import { allowedName } from './tool-names.ts';
import type { OfferedTool, ToolDescription } from './tools.ts';

const MAX_SHOWN_NAMES = 10;
const MAX_SHOWN_LENGTH = 128;

/** The names that MCP allows: https://modelcontextprotocol.io/specification/2026-07-28/server/tools#tool-names */
const MCP_NAME = /^[\w.-]{1,128}$/;

/**
 * Returns the tools that a model can be offered. A tool whose name has invisible characters is left out: they only serve to
 * imitate another name. Any other name that MCP does not allow is offered in the characters that it allows.
 */
export async function usableTools(
  server: string,
  tools: readonly ToolDescription[],
  context: ActivityContext,
): Promise<readonly ToolDescription[]> {
  for (const { name, withheld } of tools) {
    if (withheld === undefined) continue;
    await warnOnce(`Tool "${escaped(name)}" of MCP server "${server}" is not offered: ${withheld}.`, context);
  }
  const odd = tools.filter(({ name }) => !MCP_NAME.test(name));
  const hidden = odd.filter(({ name }) => INVISIBLE.test(name));
  const renamed = odd.filter((tool) => !hidden.includes(tool));
  if (hidden.length > 0) {
    await warnOnce(
      `Tools of MCP server "${server}" are not offered: ${shown(hidden)}. ` +
        'Their names have control or invisible characters. Rename them on the server.',
      context,
    );
  }
  if (renamed.length > 0) {
    await warnOnce(
      `Tools of MCP server "${server}" are offered under other names: ${shown(renamed)}. ` +
        'MCP allows 1 to 128 ASCII letters, digits, "_", "-" and "." in a name. Rename them on the server.',
      context,
    );
  }
  return tools.filter((tool) => tool.withheld === undefined && !hidden.includes(tool));
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

function shown(tools: readonly ToolDescription[]): string {
  const names = tools
    .slice(0, MAX_SHOWN_NAMES)
    .map(({ name }) => `"${escaped(name)}" (${allowedName(name)})`);
  return `${names.join(', ')}${tools.length > MAX_SHOWN_NAMES ? ` and ${tools.length - MAX_SHOWN_NAMES} more` : ''}`;
}

/** Shows characters that look like others, or like none, by their codes. */
function escaped(name: string): string {
  const code = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
  return boundText(name, MAX_SHOWN_LENGTH).replaceAll(/[^ -~…]/gu, code);
}

/** Warns of names and patterns of the developer that match no tool: typing errors, and tools that are gone. */
export async function warnOfUnusedNames(
  { allowedTools = [], approvalTools = [] }: ModelCall,
  tools: readonly OfferedTool[],
  context: ActivityContext,
): Promise<void> {
  const options = [
    { option: 'allowedTools', unused: allowedTools.flatMap((list) => unusedNames(list, tools)) },
    { option: 'approval.tools', unused: unusedNames(approvalTools, tools) },
  ];
  for (const { option, unused } of options) {
    if (unused.length === 0) continue;
    const known = tools.filter(({ target }) => target.kind !== 'search').map(({ name }) => name);
    const names = known.slice(0, MAX_SHOWN_NAMES);
    const more = known.length > names.length ? ` and ${known.length - names.length} more` : '';
    await warnOnce(
      `${option} matches no tool of the agent with ${unused.map((one) => `"${boundText(one, MAX_SHOWN_LENGTH)}"`).join(', ')}. ` +
        `Its tools: ${names.join(', ') || 'none'}${more}. Use the name that the model sees, the tool's own, or server/tool.`,
      context,
    );
  }
}

/** A server may list other tools, or define them otherwise, for clients with other abilities. */
interface ToolListing extends WithAbilities {
  readonly server: string;
}

/** Logs tools whose definitions changed since this host listed them last. */
export async function warnOfChangedTools(
  { server, abilities }: ToolListing,
  tools: readonly ToolDescription[],
  context: ActivityContext,
): Promise<void> {
  const lists = await context.resource(lastLists);
  const list = JSON.stringify([server, abilities]);
  const before = lists.get(list);
  if (before === tools) return;
  lists.set(list, tools);
  if (before === undefined) return;
  const known = new Map(before.map(({ name, definition }) => [name, definition]));
  const changed = tools.filter(({ name, definition }) => known.has(name) && known.get(name) !== definition);
  for (const { name, definition = '' } of changed.slice(0, MAX_SHOWN_NAMES)) {
    context.log(
      'warn',
      `Tool "${escaped(name)}" of MCP server "${server}" changed its description, input schema or annotations. ` +
        'Check it. To offer only the definition that you checked, set pinnedTools of the server.',
      { server, tool: name, before: known.get(name) ?? '', definition },
    );
  }
}

const lastLists: ResourceDefinition<Map<string, readonly ToolDescription[]>> = {
  name: 'last-tool-lists',
  open: () => new Map(),
};
