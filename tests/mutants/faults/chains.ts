import { edit, type Mutant } from '../mutant.ts';
import {
  ACTIVITY,
  BUILT_IN,
  CHILDREN,
  CONDITIONS,
  CONTEXT,
  CONTROL,
  CORE_RUN,
  INBOX,
  MAILBOX,
  OUTCOME,
  OUTCOMES,
  FOLLOW_HUMAN_INPUT,
  RESULT,
  RETRY_POLICY,
  RUN,
  RUN_LIFECYCLE,
  STEPS,
  TIME_LIMIT,
} from './files.ts';

/** Chains of runs, turns, and messages of outcomes. */
export const chains: readonly Mutant[] = [
  {
    fault: 'the handle of a start is of the latest run of its id',
    rejectedBy: ['handle.own-run'],
    edits: [
      edit(
        'engine-kit/src/executor.ts',
        'return this.#handle(this.#start(startRequest(workflow, input, options)));',
        'const control = this.#start(startRequest(workflow, input, options));\n    return this.#handle({ workflowId: control.workflowId, runId: control.runId, find: () => this.find(control.workflowId, undefined) });',
      ),
    ],
  },
  {
    fault: 'a handle is of one run, and not of those that continue it',
    rejectedBy: ['handle.chain', 'child.chain-messages'],
    edits: [edit(RESULT, "while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;", '')],
    hangs: true,
  },
  {
    fault: 'a handler of an update that continues as new does not end its run',
    rejectedBy: ['continue.in-handler'],
    edits: [edit(INBOX, 'this.#runEnd?.failed(cause);', '')],
    hangs: true,
  },
  {
    fault: 'what a run sent itself ends with it',
    rejectedBy: ['continue.own-signal'],
    edits: [
      edit(
        RUN,
        'await run.signal(name, args);',
        'if (run === this) { await new Promise((resolve) => { setImmediate(resolve); }); if (this.outcome !== undefined) return; } await run.signal(name, args);',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'what a run sends in its last turn is lost',
    rejectedBy: ['signal.last-turn'],
    edits: [
      edit(
        RUN,
        'await run.signal(name, args);',
        'await new Promise((resolve) => { setImmediate(resolve); }); if (this.outcome?.status !== "completed") await run.signal(name, args);',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a child that continued as new is not cancelled with its parent',
    rejectedBy: ['child.chain-cancel'],
    edits: [
      edit(
        CHILDREN,
        '() => void latestRun(first).cancel(),',
        '() => { if (first.outcome === undefined) void first.cancel(); },',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a run that was terminated as it continued starts the next one',
    rejectedBy: ['child.chain-policy'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        "if (this.#outcome !== undefined) return;\n    const outcome = end.status === 'continued_as_new' ? this.#continued(end) : end;",
        "const outcome = end.status === 'continued_as_new' ? this.#continued(end) : end;\n    if (this.#outcome !== undefined) return;",
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a child that continued as new is not ended with its parent',
    rejectedBy: ['child.chain-policy'],
    edits: [
      edit(
        CHILDREN,
        'void child.ended.then(() => this.#open.delete(child));',
        'void child.first.closed.then(() => this.#open.delete(child));',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a cancellation reaches a child whatever its policy',
    rejectedBy: ['child.abandon-cancelled'],
    edits: [
      edit(
        CHILDREN,
        "policy === 'abandon' ? undefined : () => void latestRun(first).cancel(),",
        '() => void latestRun(first).cancel(),',
      ),
    ],
  },
  {
    fault: 'signals that a run has not taken are dropped when it continues as new',
    rejectedBy: ['continue.signals'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'this.store.continueAsNew({ ...this.info.options, input, signals })',
        'this.store.continueAsNew({ ...this.info.options, input, signals: [] })',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'messages on the way are dropped when a run continues as new',
    rejectedBy: ['continue.updates'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        "if (this.#outcome?.status === 'continued_as_new') return this.#outcome.next.post(mail);",
        '',
      ),
    ],
  },
  {
    fault: 'a message is handled inside a turn',
    rejectedBy: ['query.at-once', 'signal.between-turns', 'signal.activity-between-turns'],
    edits: [edit(MAILBOX, '    await this.#conditions.settled();\n    for (', '    await null;\n    for (')],
  },
  {
    fault: 'a workflow cannot signal itself',
    rejectedBy: ['signal.self'],
    edits: [
      edit(
        RUN,
        'const run = this.store.find(workflowId, undefined);',
        "const run = this.store.find(workflowId, undefined);\n    if (run === this) throw hasEnded(workflowId, 'running');",
      ),
    ],
  },
  {
    fault: 'a workflow answers no built-in query before it has an agent',
    rejectedBy: ['agent.built-in'],
    edits: [
      edit(
        BUILT_IN,
        'return builtIn === undefined ? undefined : (...args) => builtIn(ctx, ...args);',
        'return undefined;',
      ),
    ],
  },
  {
    fault: 'the next question is the last one',
    rejectedBy: ['agent.next-human-input'],
    edits: [
      edit(
        FOLLOW_HUMAN_INPUT,
        'if (open.size > 0) asked ??= ask(handle, open);',
        'if (open.size > 1) asked ??= ask(handle, open);',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'predicates do not find their workflow',
    rejectedBy: ['context.in-handlers'],
    edits: [edit(CONDITIONS, 'else this.#owner.enter(look);', 'else look();')],
    hangs: true,
  },
  {
    fault: 'queries do not find their workflow',
    rejectedBy: ['context.in-handlers'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'return this.enter(() => this.workflow.query(mail.name, mail.args));',
        'return this.workflow.query(mail.name, mail.args);',
      ),
    ],
  },
  {
    fault: 'a cancelled workflow still sends signals',
    rejectedBy: ['cancel.nothing-else'],
    edits: [
      edit(
        RUN,
        '    this.throwIfCancelled();\n    const run = this.store.find(workflowId, undefined);',
        '    const run = this.store.find(workflowId, undefined);',
      ),
    ],
  },
  {
    fault: 'a cancellation among its causes makes an error a cancellation',
    rejectedBy: ['cancel.clean-up-timeout'],
    edits: [
      edit(
        OUTCOME,
        'return cancelled && CancelledError.isInstance(error)',
        'return cancelled && (CancelledError.isInstance(error) || CancelledError.isInstance(error.cause))',
      ),
    ],
  },
  {
    fault: 'a paused workflow sends messages to its children',
    rejectedBy: ['pause.messages'],
    edits: [
      edit(
        CONTEXT,
        'childHandle<Output>(await this.#runtime.startChild(request), begin);',
        'childHandle<Output>(await this.#runtime.startChild(request), (start) => start());',
      ),
    ],
  },
  {
    fault: 'a paused workflow continues as new',
    rejectedBy: ['pause.continue'],
    edits: [
      edit(
        CONTEXT,
        "return this.#steps.begin('continueAsNew', () => {",
        "return this.promises.run('continueAsNew', async () => {",
      ),
    ],
  },
  {
    fault: 'a time limit stands still while a workflow is paused',
    rejectedBy: ['pause.timeout'],
    edits: [
      edit(
        'core/src/runtime/workflow/with-timeout.ts',
        '      return runtime.sleep(ms);\n',
        '      return runtime.sleep(ms * 1_000);\n',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a cancelled workflow is told in words of its own',
    rejectedBy: ['handle.cancelled-words', 'child.words'],
    edits: [edit(OUTCOMES, '`Workflow "${workflowId}" was cancelled.`', "'Cancelled by request.'")],
  },
  {
    fault: 'a terminated workflow is told without its id',
    rejectedBy: ['handle.terminated-words', 'child.words'],
    edits: [edit(OUTCOMES, '`Workflow "${workflowId}" was terminated${', '`The workflow was terminated${')],
  },
  {
    fault: 'an activity does not learn why it was aborted',
    rejectedBy: ['activity.abort-reason'],
    edits: [edit(ACTIVITY, 'controller.abort(reason)', 'controller.abort()')],
  },
  {
    fault: 'a time-out of a workflow is always that of its run',
    rejectedBy: ['start.timeout-kind'],
    edits: [edit(TIME_LIMIT, "due === deadline ? 'execution' : 'run'", "'run'")],
  },
  {
    fault: 'history forgets what is large',
    rejectedBy: ['history.large'],
    edits: [
      edit(
        STEPS,
        'const told = output !== undefined && output !== null && { output: copyJson(output) };',
        "const told = output !== undefined && output !== null && !(typeof output === 'string' && output.length > 1_000_000) && { output };",
      ),
    ],
  },
  {
    fault: 'an unfinished turn ends with the first failure',
    rejectedBy: ['isolation.never-awaited'],
    edits: [
      edit(
        CORE_RUN,
        '    this.#inbox.runEnd = this;',
        '    this.#inbox.runEnd = this;\n    const { add } = Object.getPrototypeOf(this.context.promises);\n    this.context.promises.add = (watch) => { add.call(this.context.promises, watch); this.failed(watch.error); };',
      ),
    ],
  },
  {
    fault: 'the number of attempts may be anything',
    rejectedBy: ['isolation.options'],
    edits: [edit(RETRY_POLICY, 'maximumAttempts !== Infinity &&', 'false &&')],
  },
  {
    fault: 'a query of an async handler is answered by its promise',
    rejectedBy: ['query.messages'],
    edits: [edit(INBOX, 'if (name === messagesQuery.name) return', 'if (false) return')],
  },
  {
    fault: 'a message to a child is one to whoever has its id',
    rejectedBy: ['child.chain-messages'],
    edits: [
      edit(
        CONTROL,
        'await this.#findOpen().signal(name, args);',
        "await this.#first.signal(name, args).then(() => { throw hasEnded(this.workflowId, 'failed'); });",
      ),
    ],
  },
];
