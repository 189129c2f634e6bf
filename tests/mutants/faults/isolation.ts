import { edit, type Mutant } from '../mutant.ts';
import {
  ACTIVITY,
  CORE_RUN,
  DATA,
  DURATION,
  ENGINE_RUN,
  ERROR,
  FILTER,
  INVALID_ARGUMENT,
  LIFETIME,
  LOG_ATTRIBUTES,
  NAMES,
  OUTCOMES,
  RETRY_POLICY,
  STEP_PROMISE,
  TEXT,
  UNCAUGHT,
} from './files.ts';

/** Isolation of runs, and validation. */
export const isolation: readonly Mutant[] = [
  {
    fault: 'the promises of steps count as unhandled when they reject',
    rejectedBy: ['isolation.late-await', 'isolation.never-awaited'],
    edits: [
      edit(
        STEP_PROMISE,
        'promise.then(undefined, watch.rejected);',
        'promise.then(undefined, (error) => { watch.rejected(error); throw error; });',
      ),
    ],
  },
  {
    fault: 'a rejection of the own code of a workflow is swallowed',
    rejectedBy: [
      'isolation.own-rejection',
      'isolation.handler-rejection',
      'isolation.odd-rejections',
      'continue.unawaited',
    ],
    edits: [edit(ENGINE_RUN, 'this.workflow.unhandled(reason);', '')],
    hangs: true,
  },
  {
    fault: 'what a callback of a timer throws is swallowed',
    rejectedBy: ['isolation.own-rejection'],
    edits: [
      edit(
        UNCAUGHT,
        'all.some((claim) => claim(args[1]))',
        "(args[0] === 'uncaughtException' || all.some((claim) => claim(args[1])))",
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a run ends after the rejections of its last turn',
    rejectedBy: ['isolation.last-turn'],
    edits: [
      edit(
        CORE_RUN,
        '(output) => this.#returned(output),',
        '(output) => setImmediate(() => this.#returned(output)),',
      ),
    ],
  },
  {
    fault: 'a rejection that an activity leaves behind fails its workflow',
    rejectedBy: ['isolation.activity-rejection'],
    edits: [edit(ACTIVITY, 'running.exit(() => withOwnErrors(asked, fn));', 'withOwnErrors(asked, fn);')],
  },
  {
    fault: 'text that is not well-formed crosses as it is',
    rejectedBy: ['isolation.odd-errors'],
    edits: [edit(TEXT, 'return text.toWellFormed();', 'return text;')],
  },
  {
    fault: 'what is thrown is looked at without care',
    rejectedBy: ['isolation.odd-errors'],
    edits: [
      edit(
        TEXT,
        "attempt(() => value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') ??\n    false",
        'value instanceof Error',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'an error may be of any size',
    rejectedBy: ['isolation.error-size'],
    edits: [
      edit(DATA, 'const MAX_MESSAGE_LENGTH = 16_384;', 'const MAX_MESSAGE_LENGTH = Infinity;'),
      edit(DATA, 'const MAX_STACK_LENGTH = 8_192;', 'const MAX_STACK_LENGTH = Infinity;'),
      edit(DATA, 'const MAX_FIELDS_LENGTH = 200_000;', 'const MAX_FIELDS_LENGTH = Infinity;'),
    ],
  },
  {
    fault: 'a delay that cannot be meant is kept',
    rejectedBy: ['isolation.retry-delay'],
    edits: [
      edit(
        ERROR,
        "return typeof value === 'number' && value >= 0 && value <= MAX_DURATION_MS;",
        "return typeof value === 'number';",
      ),
      edit(
        DATA,
        'if (RESERVED.has(key) ||',
        "if (key === 'nextRetryDelayMs') fields[key] = Infinity;\n    if (RESERVED.has(key) ||",
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a value may be larger in every activity but its sum is limited',
    rejectedBy: ['isolation.much-at-once'],
    edits: [
      edit(
        ENGINE_RUN,
        '  get context(): WorkflowContext {',
        '  sent = 0;\n\n  get context(): WorkflowContext {',
      ),
      edit(
        'executor-asyncio/src/run.ts',
        'return this.runActivity(',
        "this.sent += JSON.stringify(request.input).length;\n    if (this.sent > 2_000_000) throw new Error('GRPC Message too large');\n    return this.runActivity(",
      ),
    ],
  },
  {
    fault: 'what is logged must be JSON',
    rejectedBy: ['isolation.odd-log'],
    edits: [
      edit(
        LOG_ATTRIBUTES,
        'return { attributesLeftOut: boundText(messageOf(error), MAX_LOG_TEXT_LENGTH) };',
        'throw error;',
      ),
    ],
  },
  {
    fault: 'a predicate that throws is swallowed',
    rejectedBy: ['isolation.predicate'],
    edits: [edit('engine-kit/src/conditions.ts', 'this.#wait.reject(error);', 'return false;')],
    hangs: true,
  },
  {
    fault: 'a time limit of zero is let through',
    rejectedBy: ['isolation.options', 'start.odd-options'],
    edits: [edit(DURATION, "if (ms === 0) throw invalid(argument, duration, 'not greater than zero');", '')],
  },
  {
    fault: 'what is not an object of options is taken for one',
    rejectedBy: ['isolation.odd-arguments'],
    edits: [edit(INVALID_ARGUMENT, "if (typeof given === 'object' && given !== null", 'if (given !== null')],
    hangs: true,
  },
  {
    fault: 'null for options is an error of the language',
    rejectedBy: ['isolation.odd-arguments'],
    edits: [
      edit(INVALID_ARGUMENT, "typeof given === 'object' && given !== null", "typeof given === 'object'"),
    ],
  },
  {
    fault: 'what cannot be called is taken for a function',
    rejectedBy: ['isolation.odd-arguments'],
    edits: [edit(INVALID_ARGUMENT, "if (typeof given !== 'function') throw", 'if (false) throw')],
  },
  {
    fault: 'a reason for a termination may be anything',
    rejectedBy: ['isolation.odd-arguments'],
    edits: [edit(OUTCOMES, "if (typeof reason !== 'string') throw", 'if (false) throw')],
  },
  {
    fault: 'a maximum interval below the initial one is let through',
    rejectedBy: ['isolation.options'],
    edits: [edit(RETRY_POLICY, 'if (maximumIntervalMs < initialIntervalMs) {', 'if (false) {')],
  },
  {
    fault: 'a name may have a lone surrogate',
    rejectedBy: ['isolation.options', 'start.odd-options', 'handle.odd-names'],
    edits: [edit(NAMES, 'if (!name.isWellFormed())', 'if (false)')],
  },
  {
    fault: 'a list of no workflows may be asked for',
    rejectedBy: ['handle.odd-names'],
    edits: [edit(FILTER, 'if (!(Number.isInteger(limit) && limit >= 1)) {', 'if (false) {')],
  },
  {
    fault: 'an executor that was closed is not told to be',
    rejectedBy: ['handle.closed-executor'],
    edits: [edit(LIFETIME, 'if (this.#closed) throw closed();', '')],
  },
];
