import type { JsonValue } from '@mcp-agent/core';
import type { Came } from './journal.ts';
import type { StoredControl } from './journal-store.ts';

/** An event that is queued for a run, with the promise of its sender. */
export interface Arrival extends PromiseWithResolvers<JsonValue> {
  readonly came: Came;
}

/** Forwards an unhandled event to the run that continues this one. */
export function passOn({ came, resolve, reject }: Arrival, to: StoredControl): void {
  send(came, to).then(resolve, reject);
}

async function send(came: Came, to: StoredControl): Promise<JsonValue> {
  if (came.type === 'update') return to.update(came.name, came.args);
  if (came.type === 'signal') await to.signal(came.name, came.args, came.key);
  if (came.type === 'cancel') await to.cancel();
  return null;
}
