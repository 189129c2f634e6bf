import type { ParentClosePolicy } from '@mcp-agent/core';

/**
 * One step of a random workflow. *Blocking* steps (`rest`, `hang`, `take`) end only by a message, a timeout or a
 * cancellation; all others end by themselves.
 */
export type Step =
  /** Calls an activity. `beat` fails once after a heartbeat and returns what the next attempt receives. */
  | { readonly op: 'act'; readonly kind: 'succeed' | 'fail' | 'final' | 'flaky' | 'beat' }
  /** Calls an activity that runs until it is aborted. */
  | { readonly op: 'hang' }
  /** Sleeps for a few milliseconds. */
  | { readonly op: 'sleep'; readonly ms: number }
  /** Sleeps for an hour. */
  | { readonly op: 'rest' }
  /** Waits for a signal. */
  | { readonly op: 'take'; readonly signal: SignalName }
  /** Throws an application error. */
  | { readonly op: 'throw' }
  /** Sends a signal to itself. */
  | { readonly op: 'tell'; readonly signal: SignalName }
  | { readonly op: 'sequence'; readonly steps: readonly Step[] }
  /** Runs steps concurrently and waits for all; then throws the first failure. */
  | { readonly op: 'all'; readonly steps: readonly Step[] }
  /** Returns as soon as the first step ends; the others block. */
  | { readonly op: 'race'; readonly step: Step; readonly blocking: readonly Step[] }
  /** Catches the error of a step and returns its code. */
  | { readonly op: 'catch'; readonly step: Step }
  /** Runs `cleanup` in a shield after `step`. */
  | { readonly op: 'finally'; readonly step: Step; readonly cleanup: Step }
  | { readonly op: 'scope'; readonly step: Step }
  /** Starts a blocking step in a scope, and cancels the scope. */
  | { readonly op: 'cut'; readonly step: Step }
  | { readonly op: 'shield'; readonly step: Step }
  /** A timeout of a few milliseconds for a blocking step, or of an hour for any other. */
  | { readonly op: 'timeout'; readonly short: boolean; readonly step: Step }
  | {
      readonly op: 'child';
      readonly step: Step;
      readonly policy: ParentClosePolicy;
      readonly awaited: boolean;
    }
  /** Sends a signal to its latest child that it does not await. */
  | { readonly op: 'tellChild'; readonly signal: SignalName };

/** The signals of random workflows. */
export type SignalName = 'a' | 'b';

/** An action of the client. It happens when no workflow of the program can continue by itself. */
export type Action =
  | { readonly do: 'signal'; readonly signal: SignalName; readonly to: Target }
  | { readonly do: 'update'; readonly how: 'answer' | 'reject' | 'fail'; readonly to: Target }
  | { readonly do: 'cancel'; readonly to: Target }
  | { readonly do: 'terminate'; readonly to: Target }
  | { readonly do: 'pause' | 'resume' };

/** The workflow that an action is for: the one that was started, or its first child that still runs. */
export type Target = 'root' | 'child';

/** A random workflow: the steps of each of its runs, and the actions of the client. */
export interface Program {
  /** The steps of each run; all but the last continue as new. */
  readonly runs: readonly Step[];
  readonly actions: readonly Action[];
}
