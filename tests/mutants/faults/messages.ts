import { edit, type Mutant } from '../mutant.ts';
import {
  CONTROL,
  INBOX,
  MESSAGE_HANDLERS,
  RUN,
  RUN_LIFECYCLE,
  SIGNAL_WAITS,
  STEPS,
  UNANSWERED,
} from './files.ts';

/** Signals, queries and updates. */
export const messages: readonly Mutant[] = [
  {
    fault: 'an update that threw a TimeoutError has timed out itself',
    rejectedBy: ['history.update-timeout'],
    edits: [
      edit(
        STEPS,
        'TimeoutError.isInstance(reported) ?',
        'TimeoutError.isInstance(reported) || (error instanceof Error && TimeoutError.isInstance(error.cause)) ?',
      ),
    ],
  },
  {
    fault: 'a signal that comes early is lost',
    rejectedBy: ['signal.early', 'signal.early-handler'],
    edits: [edit(INBOX, 'early.set(name, [args]);', '{}')],
    hangs: true,
  },
  {
    fault: 'of several signals that come early the last is given first',
    rejectedBy: ['signal.early', 'signal.early-handler'],
    edits: [edit(INBOX, 'return this.#early?.get(name)?.shift();', 'return this.#early?.get(name)?.pop();')],
  },
  {
    fault: 'a signal that comes before its handler never reaches it',
    rejectedBy: ['signal.early-handler'],
    edits: [
      edit(
        INBOX,
        'for (let args = this.takeSignal(name); args !== undefined; args = this.takeSignal(name)) {',
        'for (const args of []) {',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a workflow does not tell which signals it waits for',
    rejectedBy: ['query.messages'],
    edits: [
      edit(
        INBOX,
        '[...new Set([...(this.#waits?.names() ?? []), ...namesIn(this.#signals)])]',
        'namesIn(this.#signals)',
      ),
    ],
  },
  {
    fault: 'a signal that came is told as one that is waited for',
    rejectedBy: ['query.messages'],
    edits: [edit(SIGNAL_WAITS, 'if (others.length === 0) this.#others?.delete(wait.name);', '')],
  },
  {
    fault: 'a signal reaches every workflow',
    rejectedBy: ['signal.addressee'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'this.steps.signal(name, args);',
        'this.steps.signal(name, args);\n    for (const other of this.store.open()) if (other !== this) other.workflow.signal(name, args);',
      ),
    ],
  },
  {
    fault: 'a wait for a signal that timed out takes the next one away',
    rejectedBy: ['signal.early'],
    edits: [edit(INBOX, 'this.#waits?.remove(wait);', '')],
    hangs: true,
  },
  {
    fault: 'two who wait for a signal both take the first',
    rejectedBy: ['signal.two-waiters'],
    edits: [edit(SIGNAL_WAITS, '    this.remove(next);\n', '')],
    hangs: true,
  },
  {
    fault: 'a handler is called for the first signal alone',
    rejectedBy: ['signal.handler'],
    edits: [
      edit(
        INBOX,
        'if (handler !== undefined) return this.#handleSignal(handler, args);',
        'if (handler !== undefined) return (this.#signals?.set(name, async () => {}), this.#handleSignal(handler, args));',
      ),
    ],
  },
  {
    fault: 'of a signal with several values the first alone arrives',
    rejectedBy: ['signal.several-arguments'],
    edits: [edit(MESSAGE_HANDLERS, 'more.length === 0 ? first : [first, ...more]', 'first')],
  },
  {
    fault: "an error of a signal's handler is swallowed",
    rejectedBy: ['signal.handler-fails'],
    edits: [edit(INBOX, '(error: unknown) => this.#runEnd?.failed(error)', '() => {}')],
    hangs: true,
  },
  {
    fault: 'a signal from a workflow to another stays with its sender',
    rejectedBy: ['signal.from-workflow'],
    edits: [edit(RUN, 'await run.signal(name, args);', 'await this.signal(name, args);')],
    hangs: true,
  },
  {
    fault: 'a signal from a workflow to one that has ended is swallowed',
    rejectedBy: ['signal.to-nobody'],
    edits: [edit(RUN, 'if (run.outcome !== undefined) throw hasEnded(workflowId, run.status);', '')],
  },
  {
    fault: 'an update that is never answered leaves its caller waiting',
    rejectedBy: ['update.ended'],
    edits: [edit(UNANSWERED, 'this.#waits.end();', '')],
    hangs: true,
  },
  {
    fault: 'a query that nobody answers gives null',
    rejectedBy: ['query.missing'],
    edits: [
      edit(
        INBOX,
        "if (handler === undefined) throw missing('query', name, this.#queries);",
        'if (handler === undefined) return null;',
      ),
    ],
  },
  {
    fault: 'a query handler may begin steps',
    rejectedBy: ['query.no-steps'],
    edits: [edit(INBOX, 'this.#answering = what;', '')],
  },
  {
    fault: 'a query that fails takes its workflow with it',
    rejectedBy: ['query.fails'],
    edits: [
      edit(
        INBOX,
        "throw handlerFailed('query', name, crossed(cause));",
        "this.#runEnd?.failed(cause);\n      throw handlerFailed('query', name, crossed(cause));",
      ),
    ],
  },
  {
    fault: 'the cause of a failed query keeps only its message',
    rejectedBy: ['error.handlers'],
    edits: [
      edit(
        INBOX,
        "throw handlerFailed('query', name, crossed(cause));",
        "throw handlerFailed('query', name, crossed(new Error(messageOf(cause))));",
      ),
    ],
  },
  {
    fault: 'a query is answered without its arguments',
    rejectedBy: ['query.arguments', 'activity.query-back'],
    edits: [edit(INBOX, '() => handler(...args)', '() => handler()')],
  },
  {
    fault: 'a workflow that has completed answers no more',
    rejectedBy: ['query.closed'],
    edits: [edit(CONTROL, 'return latestRun(this.#first).query(', 'return this.#findOpen().query(')],
  },
  {
    fault: 'an update is not shown to its validator',
    rejectedBy: ['update.rejected'],
    edits: [edit(INBOX, 'handler.validate?.(...args)', 'undefined')],
  },
  {
    fault: 'an update that is refused has changed the workflow',
    rejectedBy: ['update.rejected'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'this.enter(() => this.workflow.validateUpdate(name, args));',
        'try { this.enter(() => this.workflow.validateUpdate(name, args)); } catch (refusal) { void this.enter(() => this.workflow.update(name, args)); throw refusal; }',
      ),
    ],
  },
  {
    fault: 'an update is answered before its handler is done',
    rejectedBy: ['update.answer', 'update.activity'],
    edits: [
      edit(
        INBOX,
        'return toJson(await handle(...args), `answer of update ${name}`);',
        'void handle(...args);\n      return null;',
      ),
    ],
  },
  {
    fault: 'an update that fails takes its workflow with it',
    rejectedBy: ['update.fails'],
    edits: [
      edit(
        INBOX,
        "throw handlerFailed('update', name, crossed(cause));",
        "this.#runEnd?.failed(cause);\n      throw handlerFailed('update', name, crossed(cause));",
      ),
    ],
  },
];
