import { edit, type Mutant } from '../mutant.ts';
import {
  CONTROL,
  ENGINE_RUN,
  FOLLOWING,
  PEOPLE,
  RESULT,
  RUN,
  RUN_EVENTS,
  RUN_LIFECYCLE,
  STEPS,
  STORE,
} from './files.ts';

/** Following a workflow. */
export const following: readonly Mutant[] = [
  {
    fault: 'a signal has an event for its start and another for its end',
    rejectedBy: ['follow.order', 'follow.history'],
    edits: [
      edit(STEPS, 'this.#append(step);\n    step.complete();', 'this.#add(step);\n    step.complete();'),
    ],
  },
  {
    fault: 'a follower that comes late sees the starts of all steps before their ends',
    rejectedBy: ['follow.order'],
    edits: [
      edit(
        RUN_EVENTS,
        '    for (const step of all) {\n      addEnds();\n',
        '    for (const step of all) {\n',
      ),
    ],
  },
  {
    fault: 'all events of steps name the first step',
    rejectedBy: ['follow.history'],
    edits: [edit(RUN_EVENTS, 'this.#indexes.get(step) ?? this.#indexes.size;', '0;')],
  },
  {
    fault: 'followers see the end of a run before the steps of its last turn',
    rejectedBy: ['follow.last'],
    edits: [edit(RUN_LIFECYCLE, '    await this.conditions.settled();\n    this.steps.close();\n', '')],
  },
  {
    fault: 'followers never see the second event',
    rejectedBy: ['follow.numbers', 'follow.order'],
    edits: [edit(RUN_EVENTS, 'Math.max(after, 1) + 1;', 'Math.max(after, 1) + 2;')],
  },
  {
    fault: 'a follower that resumes starts over',
    rejectedBy: ['follow.resume', 'follow.chain'],
    edits: [
      edit(
        CONTROL,
        'runIn(this.#first, runId), after, signal)',
        'runIn(this.#first, runId), undefined, signal)',
      ),
    ],
  },
  {
    fault: 'following ends with the run that continues as new',
    rejectedBy: ['follow.chain'],
    edits: [edit(RUN_EVENTS, 'nextRunId === undefined ? undefined : { runId: nextRunId };', 'undefined;')],
  },
  {
    fault: 'a position in another run counts as the start of the handle',
    rejectedBy: ['follow.chain', 'follow.unknown'],
    edits: [edit(RESULT, 'return first.sibling(runId);', 'return first;')],
  },
  {
    fault: 'the handle of an ID prefers a run that has ended',
    rejectedBy: ['follow.latest'],
    edits: [
      edit(
        STORE,
        'return this.#open.get(workflowId) ?? this.#finished.latest(workflowId);',
        'return this.#finished.latest(workflowId) ?? this.#open.get(workflowId);',
      ),
    ],
  },
  {
    fault: 'a new event wakes no follower',
    rejectedBy: ['follow.pushed'],
    edits: [edit(RUN_EVENTS, 'this.#entries.push(entry);\n    this.wake();', 'this.#entries.push(entry);')],
    hangs: true,
  },
  {
    fault: 'a new event wakes the follower that waited last',
    rejectedBy: ['follow.many'],
    edits: [edit(RUN_EVENTS, 'for (const wake of this.#waiting) wake();', '[...this.#waiting].at(-1)?.();')],
    hangs: true,
  },
  {
    fault: 'a pause is not an event',
    rejectedBy: ['follow.pause'],
    edits: [
      edit(
        ENGINE_RUN,
        'if (this.workflow.paused !== paused) this.steps.note(',
        'if (false) this.steps.note(',
      ),
    ],
  },
  {
    fault: 'a pause of a paused workflow resumes it for its followers',
    rejectedBy: ['follow.pause'],
    edits: [edit(ENGINE_RUN, 'if (this.workflow.paused !== paused) this.steps.note(', 'this.steps.note(')],
  },
  {
    fault: 'the end of a workflow is not an event',
    rejectedBy: ['follow.ends', 'follow.order'],
    edits: [edit(RUN_EVENTS, 'if (number === run.visibleEvents + 1) yield', 'if (number < 0) yield')],
  },
  {
    fault: 'an item with the value null counts as withdrawn',
    rejectedBy: ['follow.items'],
    edits: [edit(RUN_EVENTS, 'value: copyJson(body.value)', 'value: copyJson(body.value) ?? undefined')],
  },
  {
    fault: 'a follower that reads late sees the start of a step as it ended',
    rejectedBy: ['follow.slow'],
    edits: [edit(RUN_EVENTS, 'entry.isEnd ? entry.step.current : entry.step.started', 'entry.step.current')],
  },
  {
    fault: 'a follower that is closed waits for the next event',
    rejectedBy: ['follow.leave'],
    edits: [edit(FOLLOWING, 'this.#isOver = true;\n    this.#stop.abort();', 'this.#isOver = true;')],
    hangs: true,
  },
  {
    fault: 'a follower leaves a listener on the signal',
    rejectedBy: ['follow.leave', 'follow.abort'],
    edits: [
      edit(
        FOLLOWING,
        'AbortSignal.any([this.#stop.signal, signal])',
        "(signal.addEventListener('abort', () => this.#stop.abort(signal.reason)), this.#stop.signal)",
      ),
    ],
  },
  {
    fault: 'a follower that is stopped ends as if the workflow had',
    rejectedBy: ['follow.abort', 'follow.unknown', 'follow.closed-executor'],
    edits: [edit(FOLLOWING, 'throw reason;', 'return OVER;')],
  },
  {
    fault: 'followers outlive their executor',
    rejectedBy: ['follow.closed-executor'],
    edits: [
      edit(FOLLOWING, 'await this.#lifetime.wait(async () =>', 'await (async () =>'),
      edit(
        FOLLOWING,
        '(this.#events ??= this.#follow(this.#signal)).next(),\n      );',
        '(this.#events ??= this.#follow(this.#signal)).next())();',
      ),
    ],
  },
  {
    fault: 'a position may have any number',
    rejectedBy: ['follow.options'],
    edits: [edit(FOLLOWING, '!Number.isSafeInteger(number) || number < 0', 'false')],
  },
  {
    fault: 'a human input request closes in silence',
    rejectedBy: ['agent.follow'],
    edits: [
      edit(PEOPLE, 'if (this.#open.delete(id)) this.#ctx.publish(', 'this.#open.delete(id);\n    void ('),
    ],
  },
  {
    fault: 'a human input request that times out stays open for followers',
    rejectedBy: ['agent.follow'],
    edits: [edit(PEOPLE, '      this.#close(id);\n', '      this.#open.delete(id);\n')],
  },
  {
    fault: 'the human input requests of a child are events of its parent',
    rejectedBy: ['agent.follow-child'],
    edits: [
      edit(
        RUN,
        '  override executeActivity(request: ActivityRequest)',
        `  override publish(item: PublishedItem): void {
    const { parent } = this.info;
    if (parent === undefined) super.publish(item);
    else this.store.find(parent.workflowId, parent.runId).publish(item);
  }

  override executeActivity(request: ActivityRequest)`,
      ),
    ],
    hangs: true,
  },
];
