import type { Case } from '../../contract/case.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { abilities } from './abilities.ts';
import { agents } from './agents.ts';
import { people } from './people.ts';
import { usage } from './usage.ts';

/** All cases of the suite. */
export const AGENT_CASES: readonly Case<AgentRequirementId>[] = [agents, abilities, people, usage].flatMap(
  ({ list }) => list,
);
