import type { JsonValue } from '@mcp-agent/core';
import type { Came } from './journal.ts';
import type { StoredControl } from './journal-store.ts';

/** Something that came to a run and waits for its turn, with what its sender waits for. */
export interface Arrival extends PromiseWithResolvers<JsonValue> {
  readonly came: Came;
}

/** Sends what came to a run, and was not handled, to the run that continues it. */
export function passOn({ came, resolve, reject }: Arrival, to: StoredControl): void {
  send(came, to).then(resolve, reject);
}

async function send(came: Came, to: StoredControl): Promise<JsonValue> {
  if (came.type === 'update') return to.update(came.name, came.args);
  if (came.type === 'signal') await to.signal(came.name, came.args, came.key);
  if (came.type === 'cancel') await to.cancel();
  return null;
}
