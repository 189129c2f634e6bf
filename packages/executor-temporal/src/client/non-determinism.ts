import type { HistoryStep } from '@mcp-agent/core';

/** Where the code of a workflow differs from its history, as far as the SDK's message says it. */
export interface SdkDifference {
  /** The event that the code no longer produces. */
  readonly eventId?: string;
  /** The recorded step, if the message names it instead of the event. */
  readonly recorded?: Pick<HistoryStep, 'type' | 'name'>;
  /** What the code does now. */
  readonly asked?: string;
}

/** Whether the message of a failure, or of a failed query, is that of the SDK for code that differs from its history. */
export function isNonDeterminism(message: string): boolean {
  return message.includes('TMPRL1100') || message.includes('Nondeterminism error');
}

/** The SDK's names for what the code does, and ours. */
const MACHINES: Readonly<Record<string, string>> = {
  Activity: 'activity',
  'Local activity': 'activity',
  Timer: 'timer',
  'Child workflow': 'child workflow',
  'Signal external WF': 'signal to a workflow',
  'Cancel external WF': 'cancellation of a workflow',
  'Complete workflow': 'the end of the workflow',
  'Fail workflow': 'the end of the workflow',
  'Cancel workflow': 'the end of the workflow',
  'Continue as new workflow': 'a continuation as new',
};

/** Reads the SDK's message. Its forms are those of the state machines of `sdk-core`. */
export function differenceIn(message: string): SdkDifference {
  const mismatch =
    /(Activity|Child workflow) type of scheduled event '(.*?)' does not\s+match .*? command '(.*?)'/.exec(
      message,
    );
  if (mismatch !== null) {
    const [, kind, was = '', is = ''] = mismatch;
    const type = kind === 'Activity' ? 'activity' : 'child';
    return { recorded: { type, name: was }, asked: `${type} "${is}"` };
  }
  const [, eventId] = /HistoryEvent\(id: (\d+)|event_id: (\d+)/.exec(message)?.filter(Boolean) ?? [];
  const [, machine = ''] = /error: (.+?) machine (?:does not|cannot) handle this event/.exec(message) ?? [];
  const asked = MACHINES[machine] ?? (message.includes('No command scheduled') ? 'nothing' : undefined);
  return { ...(eventId !== undefined && { eventId }), ...(asked !== undefined && { asked }) };
}
