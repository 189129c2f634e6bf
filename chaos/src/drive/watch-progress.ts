import { testTimeout } from '@mcp-agent/testing/support';
import type { Ledger } from '../ledger/ledger.ts';

/** After so long without an entry in the ledger and without an end, the run hangs. In milliseconds. */
const SILENCE_MS = testTimeout(240_000);
const LOOK_MS = 1_000;
const REPORT_MS = 15_000;

/** What the watch reports. */
export interface Watched {
  readonly ledger: Ledger;
  /** Returns how far the run is, for a person. */
  readonly describe: () => string;
  readonly onProgress: (line: string) => void;
  /** Called once, when nothing has happened for a long time. */
  readonly onSilence: () => void;
}

/** A watch that notices when nothing happens any more: how slow a machine is does not matter. */
export interface ProgressWatch extends Disposable {
  /** Notes an event that is not in the ledger. */
  note(): void;
}

/** Watches the progress of a run, until it is disposed of. */
export function watchProgress({ ledger, describe, onProgress, onSilence }: Watched): ProgressWatch {
  let lastEvent = Date.now();
  let lastReport = Date.now();
  const note = (): void => void (lastEvent = Date.now());
  const stop = ledger.onEntry(note);
  const timer = setInterval(() => {
    if (Date.now() - lastReport >= REPORT_MS) {
      lastReport = Date.now();
      onProgress(describe());
    }
    if (Date.now() - lastEvent < SILENCE_MS) return;
    clearInterval(timer);
    onSilence();
  }, LOOK_MS);
  return {
    note,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      stop();
    },
  };
}
