import type { EngineView } from './engine.ts';
import type { RunHead } from './run.ts';
import type { StepLine } from './step.ts';

/** What the page is told. Each thing is told as it is now, whatever it was before. */
export type PageEvent =
  | { readonly type: 'engines'; readonly engines: readonly EngineView[] }
  | { readonly type: 'run'; readonly run: RunHead }
  | {
      readonly type: 'steps';
      readonly engine: string;
      readonly id: string;
      /** Each with its place. */
      readonly steps: readonly (readonly [index: number, step: StepLine])[];
    }
  /** Everything so far has been told. */
  | { readonly type: 'now' };
