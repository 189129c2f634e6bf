/** The outcome of a requirement's cases. */
export interface Verdict {
  readonly requirement: string;
  readonly outcome: 'kept' | 'broken' | 'timed out';
  /** The error of the case. */
  readonly error: string;
  readonly ms: number;
}

/** Whether a message from another process is a verdict. */
export function isVerdict(message: unknown): message is Verdict {
  return (
    typeof message === 'object' &&
    message !== null &&
    'requirement' in message &&
    typeof message.requirement === 'string' &&
    'outcome' in message &&
    (message.outcome === 'kept' || message.outcome === 'broken' || message.outcome === 'timed out') &&
    'error' in message &&
    typeof message.error === 'string' &&
    'ms' in message &&
    typeof message.ms === 'number'
  );
}

/** A requirement to verify, with the timeout of its cases. */
export interface Look {
  readonly requirement: string;
  readonly limitMs: number;
}
