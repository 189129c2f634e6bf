import type { ToolDescription } from '../model/tools.ts';
import type { Agent } from './agent.ts';

/** The tool by which a model gives the conversation to another agent. */
export function handoffTool(agent: Agent): ToolDescription {
  const purpose = agent.description === undefined ? '' : ` ${agent.description}`;
  return {
    name: `transfer_to_${agent.name}`,
    description: `Gives the conversation to the agent "${agent.name}", who goes on in your place.${purpose}`,
    inputSchema: { type: 'object', properties: {} },
    repeatable: false,
  };
}
