import type { Recovery } from '../../../interface/recovery.ts';
import type { RunHead } from '../../../interface/run.ts';
import { processName } from '../engine-names.ts';
import { count } from '../../../interface/format.ts';
import type { Fate } from './fate.ts';
import { runClause } from './run-clause.ts';

/** Describes a run whose process ended and was started again. */
export function recoveredFate({ status, marks, recovery, engine }: RunHead): Fate {
  const what = processName(engine);
  const ended = marks.findLast(({ kind }) => kind !== 'started');
  const how =
    ended?.kind === 'killed' ? 'was killed and started again' : 'exited unexpectedly and was started again';
  const isGood = recovery !== undefined && recovery.isRead && recovery.kept === recovery.finished;
  if (recovery?.continued === true || status === 'completed') {
    return {
      tone: isGood ? 'good' : 'waiting',
      title: status === 'completed' || status === 'running' ? 'Recovered.' : `The ${what} was started again.`,
      sentences: [
        `The ${what} ${how}, and the run ${runClause(status, 'continues')}.`,
        ...finishedSteps(recovery),
        ...unfinishedSteps(recovery),
      ],
    };
  }
  return {
    tone: 'waiting',
    title: `The ${what} runs again.`,
    sentences: [
      status === 'running'
        ? `It ${how}. The run has taken no new step since.`
        : `It ${how}, and the run ${runClause(status, 'continues')}.`,
      ...finishedSteps(recovery),
    ],
  };
}

function finishedSteps(recovery: Recovery | undefined): readonly string[] {
  if (recovery?.isRead !== true) return ['Its history has not been read since.'];
  const { finished, kept, changed, isComplete } = recovery;
  if (finished === 0) {
    return [isComplete ? 'No step had finished before.' : 'Which steps had finished before is unknown.'];
  }
  const had = isComplete ? 'had finished' : `${finished === 1 ? 'was' : 'were'} seen to have finished`;
  if (kept === finished) {
    return finished === 1
      ? [`The step that ${had} is unchanged in its history: it was not repeated.`]
      : [`The ${count(finished, 'step')} that ${had} are unchanged in its history: none was repeated.`];
  }
  const missing = finished - kept - changed;
  return [
    ...(changed > 0
      ? [`Of ${count(finished, 'finished step')}, ${changed} changed in its history, as if repeated.`]
      : []),
    ...(missing > 0
      ? [
          `Its history no longer lists ${missing} of ${count(finished, 'finished step')}, so whether they were repeated is unknown.`,
        ]
      : []),
  ];
}

function unfinishedSteps(recovery: Recovery | undefined): readonly string[] {
  const startedAgain = recovery?.startedAgain ?? 0;
  if (startedAgain === 0) return [];
  return [
    `${count(startedAgain, 'step')} that ${startedAgain === 1 ? 'was' : 'were'} unfinished ${startedAgain === 1 ? 'was' : 'were'} started again and may have taken effect twice.`,
  ];
}
