import type { Findings } from './findings.ts';
import type { TapedRuntime } from './taped-runtime.ts';
import type { Tape } from './tape.ts';
import type { Watch } from './code-watch.ts';

/** Creates the watch of a run, with the clock and random values of its tape and the timers of its engine. */
export function createWatch(
  runtime: TapedRuntime,
  tape: Tape,
  findings: Findings,
  { hidesGlobals, unrepeatable }: Pick<Watch, 'hidesGlobals' | 'unrepeatable'>,
): Watch {
  return {
    runId: runtime.info.runId,
    findings,
    hidesGlobals,
    unrepeatable,
    now: () => tape.now(),
    reading: (name, read) => tape.reading(name, read),
    startTimer: (ms, callback) => {
      let stop: () => void = () => {};
      const fired = runtime.runScope('cancellable', (scope) => {
        stop = () => scope.cancel();
        return runtime.sleep(ms);
      });
      // An error of the callback is unhandled, as with any timer.
      const call = (): void => callback();
      void fired.then(call, () => {});
      return () => stop();
    },
  };
}
