/** The MCP servers, by generation of the protocol and transport. */
export const SERVERS = ['modern-http', 'legacy-http', 'modern-stdio', 'legacy-stdio'] as const;

export type ServerPlace = (typeof SERVERS)[number];

/** The process that performs an effect: an MCP server, or the worker by a function tool or a plain activity. */
export type Place = ServerPlace | 'function' | 'activity';

/** One planned effect. */
export interface Step {
  /** Unique in its workflow. */
  readonly number: number;
  readonly place: Place;
  /** Whether it may be performed more than once. */
  readonly repeatable: boolean;
  /** How long it takes after the effect was recorded, in milliseconds. */
  readonly workMs: number;
  /** The decision of the person, if the step needs an approval. */
  readonly approved?: boolean;
}

export const KINDS = ['agent', 'approval', 'timers', 'parent', 'messages', 'continued', 'long'] as const;

export type WorkKind = (typeof KINDS)[number];

/** A planned workflow: the input of the workflow with that kind as its name. */
export interface Work {
  /** The workflow ID. */
  readonly id: string;
  readonly kind: WorkKind;
  /** The steps of a stage run concurrently, the stages one after another. */
  readonly stages: readonly (readonly Step[])[];
  readonly children: readonly Work[];
}

/** A step and its place in the plan: the arguments of every tool and activity. */
export interface PlannedStep {
  readonly workflow: string;
  readonly stage: number;
  readonly step: number;
  readonly workMs: number;
}

/** What a performed step returns: the number of its entry in the ledger. */
export interface Receipt {
  readonly step: number;
  readonly receipt: number;
}

/** Returns a work and its children. */
export function withChildren(work: Work): readonly Work[] {
  return [work, ...work.children.flatMap(withChildren)];
}

/** Whether the plan has the step performed: a rejected one is not. */
export function isPerformed(step: Step): boolean {
  return step.approved !== false;
}

export function plannedStep(work: Work, stage: number, { number, workMs }: Step): PlannedStep {
  return { workflow: work.id, stage, step: number, workMs };
}

/** Returns the unique name of the tool for a step. Tools that may be repeated look; the others book. */
export function toolName(place: Place, repeatable: boolean): string {
  return `${repeatable ? 'look' : 'book'}_${place.replace('-', '_')}`;
}
