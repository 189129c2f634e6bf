import { McpAgentError } from '@mcp-agent/core/errors';

/** Thrown when a workflow's code no longer matches its journal. The run stays as it is. */
export class NonDeterminismError extends McpAgentError {
  static override readonly code = 'NON_DETERMINISM';
  declare readonly workflowId: string;
  /** The step's number in the run, from 1. */
  declare readonly step: number;
  /** The command in the journal. */
  declare readonly recorded: string;
  /** The command that the code issues now. */
  declare readonly asked: string;

  constructor(
    workflowId: string,
    { step, recorded, asked }: { step: number; recorded: string; asked: string },
  ) {
    super(
      `Workflow "${workflowId}" cannot continue: its step ${step} was ${recorded}, but its code now starts ${asked}. ` +
        "Restore the code, or keep the old path for existing runs with ctx.patched('some-change'), and restart.",
      { nonRetryable: true },
    );
    Object.assign(this, { workflowId, step, recorded, asked });
  }
}
