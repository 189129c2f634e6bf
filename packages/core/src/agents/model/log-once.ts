import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';

/** Bounds what a host keeps of servers whose texts change all the time. */
const MAX_LOGGED = 1_000;

/** Logs a warning that holds for many model calls only once per host. */
export async function warnOnce(message: string, context: ActivityContext): Promise<void> {
  const logged = await context.resource(loggedWarnings);
  if (logged.has(message)) return;
  if (logged.size >= MAX_LOGGED) logged.clear();
  logged.add(message);
  context.log('warn', message);
}

const loggedWarnings: ResourceDefinition<Set<string>> = {
  name: 'logged-warnings',
  open: () => new Set(),
};
