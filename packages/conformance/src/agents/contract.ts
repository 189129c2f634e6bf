import type { Contract } from '../contract/contract.ts';
import { AGENT_CASES } from './cases/index.ts';
import { AGENT_REQUIREMENTS, type AgentRequirementId } from './requirements.ts';

/** The contract of an engine that runs agents. */
export const AGENTS_CONTRACT: Contract<AgentRequirementId> = {
  promise: 'runs agents',
  requirements: AGENT_REQUIREMENTS,
  concerns: { agent: 'Agents' },
  capabilities: {},
  cases: AGENT_CASES,
};
