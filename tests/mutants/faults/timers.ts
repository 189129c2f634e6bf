import { edit, type Mutant } from '../mutant.ts';
import { CONDITIONS, DURATION, ENGINE_RUN, MAP, RUN_LIFECYCLE, WITH_TIMEOUT } from './files.ts';

export const timers: readonly Mutant[] = [
  {
    fault: 'a sleep outlives its workflow',
    rejectedBy: ['timer.left-behind'],
    edits: [edit(RUN_LIFECYCLE, 'this.root.release();', '')],
  },
  {
    fault: 'a sleep is over at once',
    rejectedBy: ['timer.sleep'],
    edits: [edit(ENGINE_RUN, 'startTimer(ms,', 'startTimer(0,')],
  },
  {
    fault: 'a duration that cannot be read is none',
    rejectedBy: ['timer.durations'],
    edits: [edit(DURATION, '  if (ms === undefined ||', '  if (ms === undefined) return 0;\n  if (')],
  },
  {
    fault: 'what takes too long is told as cancelled',
    rejectedBy: ['timer.timeout-error', 'timer.condition-timeout', 'signal.timeout'],
    edits: [edit(WITH_TIMEOUT, 'if (timedOut && isCancellation(error)) {', 'if (false) {')],
  },
  {
    fault: 'whatever fails in a limited time is told as too late',
    rejectedBy: ['timer.timeout-failure'],
    edits: [edit(WITH_TIMEOUT, 'if (timedOut && isCancellation(error)) {', 'if (error !== undefined) {')],
  },
  {
    fault: 'a limited time waits to its end, also when it is not needed',
    rejectedBy: ['timer.timeout-value'],
    edits: [edit(WITH_TIMEOUT, '      stopTimer();\n', '')],
    hangs: true,
  },
  {
    fault: 'no condition is looked at again when a sleep is over',
    rejectedBy: ['timer.condition-branch'],
    edits: [
      edit(
        ENGINE_RUN,
        "const step = this.beginStep('timer', '', ms);",
        "const step = this.beginStep('timer', '', ms);\n    return this.currentScope().wait((wait) => startTimer(ms, () => wait.resolve()));",
      ),
    ],
    hangs: true,
  },
  {
    fault: 'no condition is looked at again when a signal comes',
    rejectedBy: ['timer.condition', 'signal.delivered'],
    edits: [
      edit(ENGINE_RUN, 'new Steps(now, this.conditions)', 'new Steps(now)'),
      edit(CONDITIONS, 'do {\n      this.check();', 'do {'),
    ],
    hangs: true,
  },
  {
    fault: 'ctx.map goes on after an item has failed',
    rejectedBy: ['timer.map'],
    edits: [edit(MAP, 'if (failures.size > 0) return;', '')],
  },
];
