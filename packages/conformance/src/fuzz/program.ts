import type { ParentClosePolicy } from '@mcp-agent/core';

/**
 * How an activity ends: `fail` at each attempt, `final` without a retry, `flaky` only at the first attempt, `beat` at
 * the first attempt after a heartbeat, `slow` by its timeout. `signals` sends the signal `a` to its workflow.
 */
export type ActKind = 'succeed' | 'fail' | 'final' | 'flaky' | 'beat' | 'slow' | 'signals';

/** What an activity does when it is aborted: throws the reason, throws another error, or returns. */
export type AbortAnswer = 'reason' | 'error' | 'value';

/**
 * One step of a random workflow. *Blocking* steps (`rest`, `hang`, `take`, `takes`, `join`) end only by a message, a timeout or
 * a cancellation; all others end by themselves.
 */
export type Step =
  | { readonly op: 'act'; readonly kind: ActKind }
  /** Calls an activity that sends heartbeats and runs until it is aborted. */
  | { readonly op: 'hang'; readonly answer: AbortAnswer }
  /** Sleeps for a few milliseconds. */
  | { readonly op: 'sleep'; readonly ms: number }
  /** Sleeps for an hour. */
  | { readonly op: 'rest' }
  /** Waits for a signal. */
  | { readonly op: 'take'; readonly signal: SignalName }
  /** Waits for several signals at once, in the given order. */
  | { readonly op: 'takes'; readonly signals: readonly SignalName[] }
  /** Sets the handler of the signal `note`. */
  | { readonly op: 'listen' }
  /** Waits for a few milliseconds, by a condition or for a signal, for what never happens. */
  | { readonly op: 'miss'; readonly by: 'condition' | 'signal' }
  | { readonly op: 'throw'; readonly kind: 'application' | 'plain' | 'caused' }
  /** Sends a signal to itself. */
  | { readonly op: 'tell'; readonly signal: SignalName }
  /** Sends the signal `a` to the workflow that the client started. */
  | { readonly op: 'tellRoot' }
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
      /** The step of its next run, which continues the first. Default: none. */
      readonly next?: Step;
      readonly policy: ParentClosePolicy;
      readonly awaited: boolean;
    }
  /** Sends a signal to its latest child that it does not await. */
  | { readonly op: 'tellChild'; readonly signal: SignalName }
  /** Cancels that child. */
  | { readonly op: 'cancelChild' }
  /** Waits for the result of that child. */
  | { readonly op: 'join' };

/** The signals of random workflows. */
export type SignalName = 'a' | 'b';

/** An action of the client. It happens when no workflow of the program can continue by itself. */
export type Action =
  | { readonly do: 'signal'; readonly signal: SignalName; readonly to: Target }
  /** Sends the signal `note`, which has arguments. */
  | { readonly do: 'note'; readonly text: string; readonly to: Target }
  | { readonly do: 'update'; readonly how: 'answer' | 'reject' | 'fail'; readonly to: Target }
  /** An update whose handler performs a step that ends by itself. A paused workflow gets none. */
  | { readonly do: 'perform'; readonly step: Step; readonly to: Target }
  /** Starts the workflow again. */
  | { readonly do: 'start'; readonly conflict: 'fail' | 'use_existing' }
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
