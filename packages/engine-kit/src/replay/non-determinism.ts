import { McpAgentError } from '@mcp-agent/core/errors';

/** A workflow whose code no longer does what its journal says that it did. Its run is kept as it is. */
export class NonDeterminismError extends McpAgentError {
  static override readonly code = 'NON_DETERMINISM';
  declare readonly workflowId: string;
  /** Which step of the run, from 1. */
  declare readonly step: number;
  /** What the journal says. */
  declare readonly recorded: string;
  /** What the code asks for now. */
  declare readonly asked: string;

  constructor(
    workflowId: string,
    { step, recorded, asked }: { step: number; recorded: string; asked: string },
  ) {
    super(
      `Workflow "${workflowId}" cannot go on: its step ${step} was ${recorded}, and its code now asks for ${asked}. ` +
        "Put the code back, or keep the old way behind ctx.patched('some-change') for runs that began with it, and start again.",
      { nonRetryable: true },
    );
    Object.assign(this, { workflowId, step, recorded, asked });
  }
}
