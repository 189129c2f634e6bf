import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import type { McpAgentError } from '../../runtime/errors/error.ts';
import type { CallAttempts } from './call-attempts.ts';
import { inWords } from './failed-for-good.ts';

/** Many calls fail while a service is unavailable: the interval between their lines in the log. */
const LOG_INTERVAL_MS = 60_000;
/** Bounds what a host remembers of messages that change all the time. */
const MAX_REMEMBERED = 1_000;

/** The wait of a call for its service. */
interface Wait {
  readonly delayMs: number;
  readonly limitMs: number;
  readonly setting: string;
}

/** Logs that a service is unavailable: once a minute for all calls of the host, and the others at level `debug`. */
export async function logUnavailable(
  context: ActivityContext,
  error: McpAgentError,
  { delayMs, limitMs, setting }: Wait,
): Promise<void> {
  const [line = ''] = error.message.split('\n');
  const isDue = await isLogDue(context, line);
  context.log(
    isDue ? 'warn' : 'debug',
    `${line}${/[.!?]$/.test(line) ? '' : '.'} The call is retried in ${inWords(delayMs)}, for up to ${inWords(limitMs)} ` +
      `(${setting}).`,
    { code: error.code },
  );
}

/** Logs that a call succeeded whose service was unavailable. */
export async function logAvailable(
  context: ActivityContext,
  { unavailableSince }: CallAttempts,
): Promise<void> {
  if (unavailableSince === undefined) return;
  const { activity } = context.info;
  const isDue = await isLogDue(context, `${activity} again`);
  context.log(
    isDue ? 'info' : 'debug',
    `Activity "${activity}" succeeded after ${inWords(Date.now() - unavailableSince)} in which a service was unavailable.`,
  );
}

async function isLogDue(context: ActivityContext, key: string): Promise<boolean> {
  const logged = await context.resource(loggedOutages);
  const now = Date.now();
  if (now - (logged.get(key) ?? -Infinity) < LOG_INTERVAL_MS) return false;
  if (logged.size >= MAX_REMEMBERED) logged.clear();
  logged.set(key, now);
  return true;
}

const loggedOutages: ResourceDefinition<Map<string, number>> = {
  name: 'logged-outages',
  open: () => new Map(),
};
