import type { ActivityContext } from '../../runtime/activity/context.ts';
import { NotReadyError } from '../../runtime/errors/activity.ts';
import { isJsonObject, type JsonValue } from '../../runtime/values/json.ts';
import { SYSTEM_PREFIX } from '../../runtime/values/names.ts';
import { messageOf } from '../../runtime/values/text.ts';

/** The key of the record in the heartbeat details. */
const BEGUN = `${SYSTEM_PREFIX}begun`;

/** Code that must not run twice. */
export interface Once<T> {
  run(context: ActivityContext): Promise<T>;
  /** Creates the error of an attempt after the one that began to run the code, and whose outcome is unknown. */
  outcomeUnknown(): Error;
}

/**
 * Runs code of an activity at most once, in the first attempt that gets so far: before it begins, the engine records that
 * it does, beside the heartbeat details of the code. An attempt whose worker dies earlier has no effect, and the next one
 * runs the code. It also does if the code throws a {@link NotReadyError}.
 *
 * @throws {@link NotReadyError} when the engine does not record it: the code has not begun
 * @throws the error of `outcomeUnknown`, and those of the code
 */
export async function runOnce<T>(outer: ActivityContext, { run, outcomeUnknown }: Once<T>): Promise<T> {
  const { heartbeatDetails: recorded } = outer.info;
  if (isJsonObject(recorded) && recorded[BEGUN] === true) throw outcomeUnknown();
  try {
    await outer.checkpoint({ [BEGUN]: true });
  } catch (error) {
    // The record may have arrived without its acknowledgement. To lose this one does no harm.
    outer.heartbeat(recorded ?? null);
    throw new NotReadyError(`The call has not begun: ${messageOf(error)}`, { cause: error });
  }
  let own: JsonValue = recorded ?? null;
  const beside = (details: JsonValue): JsonValue => {
    own = details;
    return { [BEGUN]: true, details };
  };
  try {
    return await run({
      ...outer,
      heartbeat: (details) => outer.heartbeat(beside(details)),
      checkpoint: (details) => outer.checkpoint(beside(details)),
    });
  } catch (error) {
    // The code itself asks to be called again.
    if (NotReadyError.isInstance(error) && !outer.signal.aborted) outer.heartbeat(own);
    throw error;
  }
}
