import type { Contract } from '../contract/contract.ts';
import { AGENT_CASES } from './cases/index.ts';
import { script } from './model.ts';
import { askAgent } from './workflows/agents.ts';
import { AGENT_REQUIREMENTS, type AgentRequirementId } from './requirements.ts';

/** The contract of an engine that runs agents. */
export const AGENTS_CONTRACT: Contract<AgentRequirementId> = {
  promise: 'runs agents',
  probe: (executor) => executor.executeWorkflow(askAgent, { question: script({ say: 'ready' }) }),
  requirements: AGENT_REQUIREMENTS,
  concerns: { agent: 'Agents' },
  capabilities: {},
  cases: AGENT_CASES,
};
