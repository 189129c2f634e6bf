import type { EngineView } from './engine.ts';
import type { RunHead } from './run.ts';
import type { StepLine } from './step.ts';

/** An event for the page. It has the whole current state of its subject, not a difference. */
export type PageEvent =
  | { readonly type: 'engines'; readonly engines: readonly EngineView[] }
  | { readonly type: 'run'; readonly run: RunHead }
  | {
      readonly type: 'steps';
      readonly engine: string;
      readonly id: string;
      /** The changed steps, with their index. */
      readonly steps: readonly (readonly [index: number, step: StepLine])[];
    }
  /** All changes so far have been sent. */
  | { readonly type: 'now' };
