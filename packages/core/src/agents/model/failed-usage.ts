import type { ActivityContext } from '../../runtime/activity/context.ts';
import { messageOf } from '../../runtime/values/text.ts';
import { defineSignal, type SignalDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';
import { ModelError } from '../errors/model.ts';
import { costOf, type Spent } from './usage.ts';

/**
 * Reports what an attempt used that produced no answer. A signal, so that it counts also when a later attempt times
 * out or is cancelled.
 */
export const FAILED_USAGE_SIGNAL: SignalDefinition<[conversation: string, spent: Spent]> = defineSignal(
  `${SYSTEM_PREFIX}failed_usage`,
);

/** Reports the usage of a failed attempt to the workflow, if it is known. */
export async function reportFailedUsage(
  conversation: string,
  error: unknown,
  answered: Spent | undefined,
  context: ActivityContext,
): Promise<void> {
  const spent = answered ?? spentBy(error, context);
  if (spent === undefined) return;
  try {
    await context.signalWorkflow(FAILED_USAGE_SIGNAL, conversation, spent);
  } catch (reason) {
    context.log('warn', `The usage of a failed model call is not counted: ${messageOf(reason)}`);
  }
}

function spentBy(error: unknown, { settings }: ActivityContext): Spent | undefined {
  if (!ModelError.isInstance(error) || error.usage === undefined) return undefined;
  const { model, usage } = error;
  const cost = costOf(usage, model, settings);
  return { model, usage, ...(cost !== undefined && { cost }) };
}
