import type { AgentRequirementId } from '@mcp-agent/conformance/agents';
import type { EngineRequirementId } from '@mcp-agent/conformance/engine';

/** The ID of a requirement of the contract. */
export type RequirementId = AgentRequirementId | EngineRequirementId;

/** An edit of a source file: a text that must occur once, and its replacement. */
export interface Edit {
  /** The path below `packages`. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A copy of the in-memory engine, with the parts of core that it uses, with one fault. */
export interface Mutant {
  /** A unique description of the fault. */
  readonly fault: string;
  /** The requirements that the fault breaks: the cases of each must fail. */
  readonly rejectedBy: readonly [RequirementId, ...RequirementId[]];
  readonly edits: readonly [Edit, ...Edit[]];
  /** Whether the fault makes a case hang: only then does a timeout count as a rejection. */
  readonly hangs?: true;
}

export function edit(file: string, find: string, replace: string): Edit {
  return { file, find, replace };
}
