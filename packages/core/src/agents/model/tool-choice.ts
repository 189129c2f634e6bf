import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { nearestName } from '../../runtime/values/nearest-name.ts';
import type { RequestParams } from './params.ts';

/** @throws {@link InvalidArgumentError} when the model must call a tool and has none, or not the named one */
export function checkToolChoice(
  { toolChoice, serviceTools = [] }: RequestParams,
  known: readonly string[],
): void {
  // The provider knows the names of the tools of its service.
  if (serviceTools.length > 0) return;
  if (known.length === 0 && (toolChoice === 'required' || typeof toolChoice === 'object')) {
    throw invalid(
      'params.toolChoice requires a tool call, but the agent has no tools. Add tools, or omit it.',
    );
  }
  if (typeof toolChoice !== 'object' || known.includes(toolChoice.tool)) return;
  const nearest = nearestName(toolChoice.tool, known);
  const use = nearest === undefined ? 'Use the name of a tool of the agent.' : `Did you mean "${nearest}"?`;
  throw invalid(
    `params.toolChoice names the tool "${toolChoice.tool}", which the agent does not have. ${use}`,
  );
}

function invalid(message: string): InvalidArgumentError {
  return new InvalidArgumentError(message, { argument: 'params' });
}
