import { edit, type Mutant } from '../mutant.ts';
import {
  ACTIVITY_OPTIONS,
  RETRY_POLICY,
  CONDITIONS,
  CONTEXT,
  CONTROL_ERRORS,
  DATA,
  DURATION,
  FILTER,
  HOST,
  INBOX,
  JSON_VALUES,
  MAP,
  NAMES,
  OUTCOME,
  RESULT,
  RUN_LIFECYCLE,
  START_OPTIONS,
  STORE,
  TEXT,
} from './files.ts';

/** Faults in single rows of the generated tables. */
export const tables: readonly Mutant[] = [
  {
    fault: 'an update handler that throws undefined continues the run as new',
    rejectedBy: ['error.handlers'],
    edits: [
      edit(
        INBOX,
        'this.#continuation === undefined || cause !== this.#continuation',
        'cause !== this.#continuation',
      ),
    ],
  },
  {
    fault: 'a truncated message is truncated again at the next door',
    rejectedBy: ['error.child'],
    edits: [edit(TEXT, ' || TRUNCATED.test(text.slice(limit))', '')],
  },
  {
    fault: 'a rejected update loses the error of the validator',
    rejectedBy: ['error.handlers', 'error.activity-messages'],
    edits: [edit(INBOX, 'messageName: name,\n        cause: asCause(cause),', 'messageName: name,')],
  },
  {
    fault: 'an AggregateError loses its errors',
    rejectedBy: ['error.activity', 'error.within'],
    edits: [edit(DATA, "?? firstOf(property(thrown, 'errors'))", '')],
  },
  {
    fault: 'an error keeps three causes',
    rejectedBy: ['error.child', 'error.activity'],
    edits: [edit(DATA, 'const MAX_CAUSES = 8;', 'const MAX_CAUSES = 3;')],
  },
  {
    fault: 'the error of a predicate is replaced',
    rejectedBy: ['error.within'],
    edits: [edit(CONDITIONS, 'this.#wait.reject(error);', "this.#wait.reject(new Error('it threw'));")],
  },
  {
    fault: 'the error of a signal handler is replaced by its text',
    rejectedBy: ['error.ends'],
    edits: [
      edit(
        INBOX,
        'handler(...args).catch((error: unknown) => this.#runEnd?.failed(error));',
        'handler(...args).catch((error: unknown) => this.#runEnd?.failed(String(error)));',
      ),
    ],
  },
  {
    fault: 'negative zero arrives as it is',
    rejectedBy: ['carry.context', 'carry.messages', 'carry.workflow'],
    edits: [edit(JSON_VALUES, 'return value === 0 ? 0 : value;', 'return value;')],
  },
  {
    fault: 'a key named __proto__ is lost',
    rejectedBy: ['carry.context', 'carry.workflow', 'carry.continue'],
    edits: [
      edit(
        JSON_VALUES,
        "if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true });\n  else object[name] = value;",
        'object[name] = value;',
      ),
    ],
  },
  {
    fault: 'a value may have 400 levels',
    rejectedBy: ['carry.messages', 'carry.continue'],
    edits: [edit(JSON_VALUES, 'const MAX_DEPTH = 500;', 'const MAX_DEPTH = 400;')],
  },
  {
    fault: 'a checkpoint is not checked',
    rejectedBy: ['carry.context'],
    edits: [edit(HOST, "attempt.checkpoint(toJson(details, 'checkpoint'))", 'attempt.checkpoint(details)')],
  },
  {
    fault: 'the answer of an update is not checked',
    rejectedBy: ['carry.messages'],
    edits: [
      edit(
        INBOX,
        'return toJson(await handle(...args), `answer of update ${name}`);',
        'return await handle(...args);',
      ),
    ],
  },
  {
    fault: 'a memo is not checked',
    rejectedBy: ['carry.workflow'],
    edits: [edit(START_OPTIONS, "const json = toJson(memo, 'memo');", 'const json = memo;')],
  },
  {
    fault: 'the input of the next run is not checked',
    rejectedBy: ['carry.continue'],
    edits: [edit(CONTEXT, "const json = toJson(input, 'input of continueAsNew');", 'const json = input;')],
  },
  {
    fault: 'a field of an error that is not JSON is lost',
    rejectedBy: ['carry.details'],
    edits: [edit(DATA, 'return textOfAny(value);', 'return null;')],
  },
  {
    fault: 'delays may grow without end',
    rejectedBy: ['option.context'],
    edits: [edit(RETRY_POLICY, 'Number.isFinite(backoffCoefficient) && ', '')],
  },
  {
    fault: 'true counts as a concurrency',
    rejectedBy: ['option.context', 'option.executor'],
    edits: [edit(MAP, 'Number.isInteger(concurrency) && ', '')],
  },
  {
    fault: 'a duration may have text in its fields',
    rejectedBy: ['option.context', 'option.executor'],
    edits: [edit(DURATION, " || typeof count !== 'number'", '')],
  },
  {
    fault: 'a name has at most 900 bytes',
    rejectedBy: ['option.context', 'option.executor'],
    edits: [edit(NAMES, 'const MAX_NAME_BYTES = 1_000;', 'const MAX_NAME_BYTES = 900;')],
  },
  {
    fault: 'a limit may be text',
    rejectedBy: ['option.executor'],
    edits: [edit(FILTER, 'Number.isInteger(limit) && ', '')],
  },
  {
    fault: 'the error of a timeout names no option',
    rejectedBy: ['option.context'],
    edits: [
      edit(
        ACTIVITY_OPTIONS,
        "toTimeLimit(heartbeatTimeout, 'heartbeatTimeout')",
        "toTimeLimit(heartbeatTimeout, 'timeout')",
      ),
    ],
  },
  {
    fault: 'an error does not say how the workflow ended',
    rejectedBy: ['state.closed'],
    edits: [edit(CONTROL_ERRORS, 'has ended (${status})', 'has ended')],
  },
  {
    fault: 'a handle does not follow a run that continues as new',
    rejectedBy: ['state.open', 'state.closed'],
    edits: [edit(RESULT, "while (run.outcome?.status === 'continued_as_new') run = run.outcome.next;", '')],
    hangs: true,
  },
  {
    fault: 'a paused run cannot be terminated',
    rejectedBy: ['state.changes'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        'this.#end(terminated(this.info, reason));',
        'if (!this.workflow.paused) this.#end(terminated(this.info, reason));',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a paused run cannot be cancelled',
    rejectedBy: ['state.cancel'],
    edits: [
      edit(RUN_LIFECYCLE, 'else this.root.cancel();', 'else if (!this.workflow.paused) this.root.cancel();'),
    ],
    hangs: true,
  },
  {
    fault: 'a workflow that timed out counts as failed',
    rejectedBy: ['state.result'],
    edits: [
      edit(
        OUTCOME,
        "throw outcome.status === 'failed' ? workflowFailed(ids, error) : error;",
        "throw outcome.status === 'failed' || outcome.status === 'timed_out' ? workflowFailed(ids, error) : error;",
      ),
    ],
  },
  {
    fault: 'a paused run handles no update',
    rejectedBy: ['message.open'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        "if (mail.type === 'update') return this.#update(mail);",
        "if (mail.type === 'update' && this.workflow.paused) throw hasEnded(this.info.workflowId, this.status);\n    if (mail.type === 'update') return this.#update(mail);",
      ),
    ],
  },
  {
    fault: 'a message does not wait for the first turn',
    rejectedBy: ['message.first-turn'],
    edits: [edit(STORE, 'void soon.then(() => run.begin());', 'setTimeout(() => run.begin(), 30);')],
  },
  {
    fault: 'a closed run answers no query',
    rejectedBy: ['message.closed', 'state.closed'],
    edits: [
      edit(
        RUN_LIFECYCLE,
        "if (mail.type === 'query') return",
        "if (mail.type === 'query' && this.#outcome !== undefined) throw hasEnded(this.info.workflowId, this.status);\n    if (mail.type === 'query') return",
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a query handler records a patch',
    rejectedBy: ['query.no-steps'],
    edits: [edit(CONTEXT, "this.#steps.checkMayBegin('patched');", '')],
  },
];
