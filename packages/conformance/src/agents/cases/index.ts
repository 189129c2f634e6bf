import type { Case } from '../../contract/case.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { abilities } from './abilities.ts';
import { agents } from './agents.ts';
import { budgets } from './budgets.ts';
import { calls } from './calls.ts';
import { loop } from './loop.ts';
import { patterns } from './patterns.ts';
import { people } from './people.ts';
import { resume } from './resume.ts';
import { tools } from './tools.ts';
import { usage } from './usage.ts';

/** All cases of the suite. */
export const AGENT_CASES: readonly Case<AgentRequirementId>[] = [
  agents,
  abilities,
  loop,
  patterns,
  resume,
  people,
  tools,
  budgets,
  usage,
  calls,
].flatMap(({ list }) => list);
