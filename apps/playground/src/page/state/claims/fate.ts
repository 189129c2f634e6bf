import type { EngineView } from '../../../interface/engine.ts';
import type { RunHead } from '../../../interface/run.ts';

/** What the end of its process means for a run, derived from the run's history and the engines' states. */
export interface Fate {
  readonly tone: 'lost' | 'waiting' | 'good';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** A run and its engine. */
export interface PlacedRun {
  readonly run: RunHead;
  readonly engine: EngineView;
}
