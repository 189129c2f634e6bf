export { script, type Turn } from './model.ts';
export { AGENT_REQUIREMENTS, type AgentRequirementId } from './requirements.ts';
export { agentSettings } from './servers.ts';
export { describeAgentConformance, runAgentRequirement } from './suite.ts';
