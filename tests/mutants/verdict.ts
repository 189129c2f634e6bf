/** What a requirement's case says of an engine. */
export interface Verdict {
  readonly requirement: string;
  readonly outcome: 'kept' | 'broken' | 'timed out';
  /** What the case threw. */
  readonly error: string;
  readonly ms: number;
}

/** Whether a message is a verdict: it comes from another process, and so as anything. */
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

/** A requirement to be looked at, and how long its case may take. */
export interface Look {
  readonly requirement: string;
  readonly limitMs: number;
}
