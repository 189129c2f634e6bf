import type { Findings } from './findings.ts';
import type { TapedRuntime } from './runtime.ts';
import type { Tape } from './tape.ts';
import type { Watch } from './watch.ts';

/** The watch over the code of a run: time and chance are its tape's, and timers its engine's. */
export function watchOf(
  runtime: TapedRuntime,
  tape: Tape,
  findings: Findings,
  unrepeatable: () => void,
): Watch {
  return {
    findings,
    unrepeatable,
    now: () => tape.now(),
    reading: (name, read) => tape.reading(name, read),
    startTimer: (ms, callback) => {
      let stop: () => void = () => {};
      const fired = runtime.runScope('cancellable', (scope) => {
        stop = () => scope.cancel();
        return runtime.sleep(ms);
      });
      // What the callback throws is nobody's to catch, as with any timer.
      const call = (): void => callback();
      void fired.then(call, () => {});
      return () => stop();
    },
  };
}
