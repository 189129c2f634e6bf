import type { EngineView } from '../../../interface/engine.ts';
import type { RunHead } from '../../../interface/run.ts';
import { engineName, processName } from '../engine-names.ts';
import { count } from '../../../interface/format.ts';
import type { Fate } from './fate.ts';

/** Describes an open run without a process. */
export function waitingFate({ recovery, engine: name }: RunHead, { state }: EngineView): Fate {
  const what = processName(name);
  if (recovery?.isRead !== true) {
    return {
      tone: 'waiting',
      title: `The ${what} is gone.`,
      sentences: [`${engineName(name)} has not returned the run's history since, so its state is unknown.`],
    };
  }
  const { finished, unfinished } = recovery;
  const lists = `${count(finished, 'finished step')} and ${count(unfinished, 'unfinished step')}`;
  return {
    tone: 'waiting',
    title: state === 'opening' ? `The ${what} is starting.` : `The run waits for a ${what}.`,
    sentences: [
      `Its history, read from ${engineName(name)} since, lists ${lists}.`,
      state === 'failed' ? `The ${what} failed to start.` : `The next ${what} continues the run from there.`,
    ],
  };
}
