import type { ToolDescription } from '../model/tools.ts';
import type { Agent } from './agent.ts';

/** Returns the tool with which a model hands the conversation over to another agent. */
export function handoffTool(agent: Agent): ToolDescription {
  const purpose = agent.description === undefined ? '' : ` ${agent.description}`;
  return {
    name: `transfer_to_${agent.name}`,
    description: `Hands the conversation over to the agent "${agent.name}", which continues in your place.${purpose}`,
    inputSchema: { type: 'object', properties: {} },
    repeatable: false,
  };
}
