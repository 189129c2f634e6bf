import type { HistoryStep, StuckWorkflow } from '@mcp-agent/core';
import {
  ApplicationError,
  type ErrorData,
  errorToData,
  type McpAgentError,
  type StuckReason,
} from '@mcp-agent/core/errors';
import { boundText, nonDeterminism } from '@mcp-agent/core/engine';
import type { TemporalEvent } from './history-values.ts';
import { differenceIn, isNonDeterminism } from './non-determinism.ts';
import { RunEvents } from './run-events.ts';

/** The failure of a workflow task, as the worker reports it. */
export interface TaskFailure {
  readonly message: string;
  readonly stack?: string;
  /** Name of the cause that the server recorded. */
  readonly cause?: string;
  readonly timedOut?: boolean;
}

type Explanation = Pick<StuckWorkflow, 'reason' | 'error' | 'step'>;
/** Characters of the engine's own words in a message. The cause has more. */
const MAX_SAID = 500;

type Step = NonNullable<StuckWorkflow['step']>;

interface Words {
  readonly what: string;
  readonly advice: string;
}

const WORDS: Readonly<Record<Exclude<StuckReason, 'non_determinism'>, Words>> = {
  not_loaded: {
    what: 'its workflow file throws when it is loaded',
    advice:
      'Correct the file and restart the workers; checkPortability of @mcp-agent/testing finds what the isolate lacks.',
  },
  blocked: {
    what: 'its code runs for seconds without an await, in an endless loop or a computation',
    advice: 'Correct the code or move the computation into an activity, and restart the workers.',
  },
  too_large: {
    what: 'it sends more in one turn than the server accepts',
    advice: 'Send less at once: store large values elsewhere, and pass their location.',
  },
  timed_out: {
    what: 'no worker completed its task in time',
    advice: 'Workers die, are overloaded, or fail: look at the logs of the workers of its task queue.',
  },
  failed: {
    what: 'its worker cannot run its code',
    advice: 'Correct the code, and restart the workers.',
  },
};

/** Returns why a workflow task fails: a failed task of the server or of the worker's log, in the words of mcp-agent. */
export function explainFailure(
  workflowId: string,
  failure: TaskFailure,
  events: readonly TemporalEvent[],
): Explanation {
  const reason = reasonOf(failure);
  if (reason === 'non_determinism') return explainDifference(workflowId, failure, events);
  const step = stepsIn(events).at(-1);
  const { what, advice } = WORDS[reason];
  const said = failure.message === '' ? '' : ` (${boundText(failure.message, MAX_SAID)})`;
  const error = new ApplicationError(`Workflow "${workflowId}" cannot continue: ${what}${said}. ${advice}`, {
    type: 'WorkflowTask',
    cause: causeOf(failure),
  });
  return {
    reason,
    error: withoutStack(error),
    ...(step !== undefined && { step: { index: step.index, type: step.type, name: step.name } }),
  };
}

/** The stack of an explanation is that of the process that reads it. */
function withoutStack(error: McpAgentError): ErrorData {
  const { stack: _, ...data } = errorToData(error);
  return data;
}

/** Returns the kind of a failure. */
export function reasonOf({ message, stack = '', cause = '', timedOut = false }: TaskFailure): StuckReason {
  if (timedOut) return 'timed_out';
  if (isNonDeterminism(message) || cause.endsWith('NON_DETERMINISTIC_ERROR')) return 'non_determinism';
  if (cause.endsWith('TOO_LARGE') || /message (?:larger|too large)|exceeds? .*size limit/i.test(message)) {
    return 'too_large';
  }
  if (message.includes('Script execution timed out') || message.includes('TMPRL1101')) return 'blocked';
  return stack.includes('importWorkflows') ? 'not_loaded' : 'failed';
}

function explainDifference(
  workflowId: string,
  failure: TaskFailure,
  events: readonly TemporalEvent[],
): Explanation {
  const { eventId, recorded, asked } = differenceIn(failure.message);
  const steps = stepsIn(events);
  const named = steps.filter(({ name, type }) => name === recorded?.name && type === recorded.type);
  const step =
    recorded === undefined
      ? steps.find((one) => one.eventId === eventId)
      : named.length === 1
        ? named[0]
        : undefined;
  const error = nonDeterminism(
    workflowId,
    {
      ...(step !== undefined && { step: step.index + 1 }),
      ...((step ?? recorded) !== undefined && { recorded: stepText(step ?? recorded) }),
      ...(asked !== undefined && { asked }),
    },
    causeOf(failure),
  );
  return {
    reason: 'non_determinism',
    error: withoutStack(error),
    ...(step !== undefined && { step: { index: step.index, type: step.type, name: step.name } }),
  };
}

function causeOf({ message, stack }: TaskFailure): McpAgentError | undefined {
  if (message === '') return undefined;
  const error = new ApplicationError(message, { type: 'TemporalFailure' });
  if (stack) Object.defineProperty(error, 'stack', { value: stack });
  return error;
}

function stepText(step: Pick<Step, 'type' | 'name'> | undefined): string {
  if (step === undefined) return '';
  return step.name === '' ? step.type : `${step.type} "${step.name}"`;
}

/** Returns the steps of a history, with the event that began each. */
function stepsIn(events: readonly TemporalEvent[]): (Step & { readonly eventId: string })[] {
  const reader = new RunEvents();
  const steps: (Step & { eventId: string })[] = [];
  for (const event of events) {
    const read = reader.read(event);
    if (read?.type !== 'step' || steps[read.index] !== undefined) continue;
    const { type, name }: HistoryStep = read.step;
    steps[read.index] = { index: read.index, type, name, eventId: String(event.eventId) };
  }
  return steps;
}
