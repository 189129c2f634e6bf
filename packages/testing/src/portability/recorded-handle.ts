import type { WorkflowHandle } from '@mcp-agent/core';
import { withOverrides } from '../support/with-overrides.ts';
import type { Recorder } from './recorder.ts';

/** Wraps a handle to record its messages, so that a replay can send them again. */
export function recordedHandle<Output>(
  handle: WorkflowHandle<Output>,
  recorder: Recorder,
): WorkflowHandle<Output> {
  const send = (message: (to: WorkflowHandle<unknown>) => Promise<void>): Promise<void> => {
    recorder.message(message);
    return message(handle);
  };
  return withOverrides(handle, {
    signal: (signal, ...args) => send((to) => to.signal(signal, ...args)),
    update: (update, ...args) => {
      recorder.message(async (replayed) => {
        // Not awaited: the answer may depend on later events.
        replayed.update(update, ...args).catch(() => {});
      });
      return handle.update(update, ...args);
    },
    cancel: () => send((to) => to.cancel()),
    terminate: (reason) => send((to) => to.terminate(reason)),
    pause: () => send((to) => to.pause()),
    resume: () => send((to) => to.resume()),
  });
}
