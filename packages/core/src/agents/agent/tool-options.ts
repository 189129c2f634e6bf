import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { invalidArgument } from '../../runtime/values/invalid-argument.ts';
import { type Abilities, withAbilities } from '../mcp/abilities.ts';
import type { AllowedTools } from '../model/allowed-tools.ts';
import { checkAllowedTools, checkNames } from '../model/check-allowed-tools.ts';
import type { OfferedTools } from '../model/model-call.ts';
import type { ToolSearch } from '../model/search-tool.ts';
import type { ApprovalPolicy } from './approval.ts';

/** Options of an agent about the tools that its model is offered. */
export interface ToolOptions {
  /**
   * The tools that the model may use: `['search_*', 'github/get_issue']`, `['!delete_*']` for all others,
   * `[{ readOnlyHint: true }]` by the hints of servers, or a list for each server. The model is not offered any other
   * tool and cannot call it. A name that matches no tool is logged. Default: all.
   */
  readonly allowedTools?: AllowedTools;
  /**
   * When the model searches for its tools, because the definitions of all would be too long: above a budget in tokens.
   * `false` always sends all definitions. Default: above 20,000 tokens.
   */
  readonly toolSearch?: ToolSearch | false;
  /**
   * Servers whose instructions are added to the system prompt, at most 4,000 characters of each, marked as text of the
   * server. `true`: all servers of the agent. Use it only for servers that you trust. Default: none.
   */
  readonly serverInstructions?: boolean | readonly string[];
}

/**
 * Returns the part of a model call for an agent's options.
 *
 * @throws {@link InvalidArgumentError} for an invalid option
 */
export function offeredTools(
  { allowedTools, toolSearch, serverInstructions = false }: ToolOptions,
  serverNames: readonly string[],
  approval: ApprovalPolicy | undefined,
  abilities: Abilities,
): OfferedTools {
  if (allowedTools !== undefined) checkAllowedTools('allowedTools', allowedTools, 'allowedTools');
  if (approval !== undefined) checkNames('approval.tools', approval.tools, 'approval');
  if (toolSearch !== undefined && toolSearch !== false) checkSearch(toolSearch);
  const instructionsOf = instructed(serverInstructions, serverNames);
  return {
    ...(allowedTools !== undefined && { allowedTools: [allowedTools] }),
    ...(approval !== undefined && { approvalTools: approval.tools }),
    ...(toolSearch !== undefined && { toolSearch }),
    ...(instructionsOf.length > 0 && { instructionsOf }),
    ...withAbilities(abilities),
  };
}

/** A call can only narrow what its agent allows. */
export function withAllowedTools(
  offered: OfferedTools,
  allowedTools: AllowedTools | undefined,
): OfferedTools {
  if (allowedTools === undefined) return offered;
  return { ...offered, allowedTools: [...(offered.allowedTools ?? []), allowedTools] };
}

function checkSearch(toolSearch: ToolSearch): void {
  const { tokens = 0 } = toolSearch;
  if (!(tokens >= 0))
    throw invalidArgument('toolSearch.tokens', tokens, 'a number of at least 0', 'toolSearch');
}

function instructed(
  serverInstructions: boolean | readonly string[],
  serverNames: readonly string[],
): readonly string[] {
  if (typeof serverInstructions === 'boolean') return serverInstructions ? serverNames : [];
  const unknown = serverInstructions.find((server) => !serverNames.includes(server));
  if (unknown === undefined) return serverInstructions;
  throw new InvalidArgumentError(
    `serverInstructions names the server "${unknown}", which is not in the serverNames of the agent. Add it there.`,
    { argument: 'serverInstructions' },
  );
}
