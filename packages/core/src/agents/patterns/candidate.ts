import type { Agent } from '../agent/agent.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import type { TextGenerator, Participant } from './text-generator.ts';

/**
 * Whom a model can choose: an agent, of which it is told by its description, or else its instruction; or what
 * answers by itself, with a description.
 */
export type Candidate = Agent | { readonly description: string; readonly llm: TextGenerator };

/** Candidates by the names that the model knows them by. */
export type Candidates = Readonly<Record<string, Candidate>>;

/** What the model is told of a candidate. */
export function describeCandidate(candidate: Candidate): string {
  if (!('attachLLM' in candidate)) return candidate.description;
  const purpose = candidate.description ?? candidate.instruction(currentWorkflow()) ?? candidate.name;
  const { serverNames } = candidate;
  return serverNames.length === 0 ? purpose : `${purpose} (uses ${serverNames.join(', ')})`;
}

/** Who does the work of a candidate. */
export function participantOf(candidate: Candidate): Participant {
  return 'attachLLM' in candidate ? candidate : candidate.llm;
}
