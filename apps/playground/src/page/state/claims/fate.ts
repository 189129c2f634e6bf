import type { EngineView } from '../../../interface/engine.ts';
import type { RunHead } from '../../../interface/run.ts';

/** What the end of its process means for a run. Every sentence follows from the run's history and the engines' states. */
export interface Fate {
  readonly tone: 'lost' | 'waiting' | 'good';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** A run, and the engine that it is on. */
export interface PlacedRun {
  readonly run: RunHead;
  readonly engine: EngineView;
}
