import type { AgentRequirementId } from '@mcp-agent/conformance/agents';
import type { EngineRequirementId } from '@mcp-agent/conformance/engine';

/** The ID of a requirement of the contract. */
export type RequirementId = AgentRequirementId | EngineRequirementId;

/** A change of a source file: a text that must be there once, and what stands in its place. */
export interface Edit {
  /** Below `packages`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A copy of the in-memory engine, or of the part of core that it runs on, with one fault. */
export interface Mutant {
  /** What it does wrong, in words. No two are the same. */
  readonly fault: string;
  /** The requirements that the fault breaks: the case of each must reject the copy. */
  readonly rejectedBy: readonly [RequirementId, ...RequirementId[]];
  readonly edits: readonly [Edit, ...Edit[]];
  /** Set where the fault makes a case wait in vain: only then does a time-out count as a rejection. */
  readonly hangs?: true;
}

export function edit(file: string, find: string, replace: string): Edit {
  return { file, find, replace };
}
