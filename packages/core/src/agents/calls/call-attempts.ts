import type { ActivityContext } from '../../runtime/activity/context.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../runtime/values/json.ts';
import { SYSTEM_PREFIX } from '../../runtime/values/names.ts';

/** The key of the count in the heartbeat details, and of the call's own details beside it. */
const COUNT = `${SYSTEM_PREFIX}attempts`;
const DETAILS = 'details';

/**
 * What the attempts of a call so far have in common. It is in the heartbeat details, beside those of the call itself, so
 * that the next attempt finds it on any worker. An attempt whose worker dies does not change it.
 */
export class CallAttempts {
  /** The context for the call, whose heartbeat details are its own. */
  readonly context: ActivityContext;
  readonly #outer: ActivityContext;
  #details: JsonValue | undefined;
  #failures: number;
  #firstFailureAt: number | undefined;
  #unavailable: number;
  #unavailableSince: number | undefined;

  constructor(outer: ActivityContext) {
    const { info } = outer;
    const { heartbeatDetails, ...rest } = info;
    const recorded = isJsonObject(heartbeatDetails) ? heartbeatDetails : {};
    const counted = recorded[COUNT];
    const count = isJsonObject(counted) ? counted : {};
    this.#details = isJsonObject(counted) ? recorded[DETAILS] : heartbeatDetails;
    this.#failures = numberIn(count, 'failures') ?? 0;
    this.#firstFailureAt = numberIn(count, 'firstFailureAt');
    this.#unavailable = numberIn(count, 'unavailable') ?? 0;
    this.#unavailableSince = numberIn(count, 'unavailableSince');
    this.#outer = outer;
    this.context = {
      ...outer,
      info: { ...rest, ...(this.#details !== undefined && { heartbeatDetails: this.#details }) },
      heartbeat: (details) => {
        this.#details = details;
        outer.heartbeat(this.#recorded());
      },
      checkpoint: (details) => {
        this.#details = details;
        return outer.checkpoint(this.#recorded());
      },
    };
  }

  /** Since when the service is unavailable, in milliseconds since 1970. */
  get unavailableSince(): number | undefined {
    return this.#unavailableSince;
  }

  /** Records that the call failed. Returns how often it did, and for how long. */
  failed(): { readonly failures: number; readonly sinceMs: number } {
    const now = Date.now();
    this.#failures += 1;
    this.#firstFailureAt ??= now;
    this.#unavailable = 0;
    this.#unavailableSince = undefined;
    this.#outer.heartbeat(this.#recorded());
    return { failures: this.#failures, sinceMs: now - this.#firstFailureAt };
  }

  /** Records that the service was unavailable. Returns how often it was in a row, and for how long. */
  unavailable(): { readonly count: number; readonly sinceMs: number } {
    const now = Date.now();
    this.#unavailable += 1;
    this.#unavailableSince ??= now;
    this.#outer.heartbeat(this.#recorded());
    return { count: this.#unavailable, sinceMs: now - this.#unavailableSince };
  }

  #recorded(): JsonValue {
    if (this.#failures === 0 && this.#unavailable === 0) return this.#details ?? null;
    return {
      [COUNT]: {
        failures: this.#failures,
        ...(this.#firstFailureAt !== undefined && { firstFailureAt: this.#firstFailureAt }),
        unavailable: this.#unavailable,
        ...(this.#unavailableSince !== undefined && { unavailableSince: this.#unavailableSince }),
      },
      ...(this.#details !== undefined && { [DETAILS]: this.#details }),
    };
  }
}

function numberIn(count: JsonObject, name: string): number | undefined {
  const value = count[name];
  return typeof value === 'number' ? value : undefined;
}
