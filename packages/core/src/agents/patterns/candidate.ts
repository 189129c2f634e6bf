import type { Agent } from '../agent/agent.ts';
import { currentWorkflow } from '../../runtime/workflow/current.ts';
import type { TextGenerator, Participant } from './text-generator.ts';

/**
 * A participant that a model can choose: an agent, described to the model by its `description` or else its
 * `instruction`, or any {@link TextGenerator} with a description.
 */
export type Candidate = Agent | { readonly description: string; readonly llm: TextGenerator };

/** Candidates by name. The model sees and chooses the names. */
export type Candidates = Readonly<Record<string, Candidate>>;

/** Returns the description of a candidate for a model's prompt. */
export function describeCandidate(candidate: Candidate): string {
  if (!('attachLLM' in candidate)) return candidate.description;
  const purpose = candidate.description ?? candidate.instruction(currentWorkflow()) ?? candidate.name;
  const { serverNames } = candidate;
  return serverNames.length === 0 ? purpose : `${purpose} (uses ${serverNames.join(', ')})`;
}

/** Returns the participant that runs a candidate's work. */
export function participantOf(candidate: Candidate): Participant {
  return 'attachLLM' in candidate ? candidate : candidate.llm;
}
