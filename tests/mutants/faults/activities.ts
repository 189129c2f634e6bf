import { edit, type Mutant } from '../mutant.ts';
import {
  ACTIVITY,
  ACTIVITY_CONTEXT,
  ACTIVITY_DEFAULTS,
  CONTEXT,
  DURATION,
  ENGINE_RUN,
  FUNCTIONS,
  HOST,
  RETRY,
  RUN,
  STEPS,
} from './files.ts';

/** Activities: attempts, backoff and timeouts. */
export const activities: readonly Mutant[] = [
  {
    fault: 'an activity is tried once too few',
    rejectedBy: ['activity.attempts'],
    edits: [edit(RETRY, 'attempt >= policy.maximumAttempts', 'attempt + 1 >= policy.maximumAttempts')],
  },
  {
    fault: 'an activity is tried once too often',
    rejectedBy: ['activity.attempts'],
    edits: [edit(RETRY, 'attempt >= policy.maximumAttempts', 'attempt > policy.maximumAttempts')],
  },
  {
    fault: 'the settings have no effect on activities',
    rejectedBy: ['activity.settings'],
    edits: [edit(CONTEXT, 'this.#runtime.activityDefaults?.(activity)', 'undefined')],
  },
  {
    fault: 'a policy in the settings wins over the code',
    rejectedBy: ['activity.settings'],
    edits: [
      edit(
        CONTEXT,
        'withNearerOptions(this.#runtime.activityDefaults?.(activity), options)',
        'withNearerOptions(options, this.#runtime.activityDefaults?.(activity))',
      ),
    ],
  },
  {
    fault: 'the least specific policy wins',
    rejectedBy: ['activity.settings'],
    edits: [edit(ACTIVITY_DEFAULTS, 'rank > (best?.rank ?? -1)', 'rank < (best?.rank ?? Infinity)')],
  },
  {
    fault: 'a limit of less than a millisecond is none',
    rejectedBy: ['activity.short-limits'],
    edits: [edit(DURATION, 'Math.max(1, Math.ceil(ms - ROUNDING_ERROR_MS))', 'Math.floor(ms)')],
  },
  {
    fault: 'each attempt is told to be the first',
    rejectedBy: ['activity.retry', 'activity.function-context'],
    edits: [edit(ACTIVITY, 'await this.#attempt(attempt)', 'await this.#attempt(1)')],
  },
  {
    fault: 'an error that says it is final is tried again',
    rejectedBy: ['error.activity'],
    edits: [edit(RETRY, '|| error.nonRetryable === true', '')],
  },
  {
    fault: 'an error of a type that the policy lists is tried again',
    rejectedBy: ['activity.final-types'],
    edits: [edit(RETRY, 'if (policy.nonRetryableErrorTypes.includes(type)) return undefined;', '')],
  },
  {
    fault: 'nobody is told that an activity waits for its next attempt',
    rejectedBy: ['history.retry'],
    edits: [edit(STEPS, "this.#since = { status: 'running', retry: { at, error } };", '')],
    hangs: true,
  },
  {
    fault: 'the waits between attempts do not grow',
    rejectedBy: ['activity.backoff'],
    edits: [edit(RETRY, 'policy.backoffCoefficient ** (failed - 1)', '1')],
  },
  {
    fault: 'the waits between attempts grow without end',
    rejectedBy: ['activity.backoff'],
    edits: [edit(RETRY, '    policy.maximumIntervalMs,\n', '')],
    hangs: true,
  },
  {
    fault: 'the wait that a failing activity asks for is not kept',
    rejectedBy: ['activity.retry-delay'],
    edits: [
      edit(RETRY, 'if (error.nextRetryDelayMs !== undefined) return Math.ceil(error.nextRetryDelayMs);', ''),
    ],
    hangs: true,
  },
  {
    fault: 'each attempt of an activity has an id of its own',
    rejectedBy: ['activity.same-id'],
    edits: [
      edit(
        ACTIVITY,
        '        activityId,\n        attempt,',
        '        activityId: `${activityId}.${attempt}`,\n        attempt,',
      ),
    ],
  },
  {
    fault: 'two activities of a workflow have the same id',
    rejectedBy: ['activity.same-id'],
    edits: [edit(ENGINE_RUN, 'this.#activities += 1;', '')],
  },
  {
    fault: 'an attempt may take as long as it likes',
    rejectedBy: ['activity.start-to-close'],
    edits: [edit(ACTIVITY, 'Math.min(request.options.startToCloseTimeoutMs, left)', 'left')],
    hangs: true,
  },
  {
    fault: 'an attempt whose time is up is not aborted',
    rejectedBy: ['activity.start-to-close'],
    edits: [edit(ACTIVITY, '      asActivity(() => controller.abort(reason));\n', '')],
    hangs: true,
  },
  {
    fault: 'a result after the timeout of an attempt counts',
    rejectedBy: ['activity.late-result'],
    edits: [edit(ACTIVITY, '      reject(reason);\n', '      setImmediate(() => reject(reason));\n')],
  },
  {
    fault: 'all attempts together may take as long as they like',
    rejectedBy: ['activity.schedule-to-close'],
    edits: [edit(ACTIVITY, '(request.options.scheduleToCloseTimeoutMs ?? Infinity)', 'Infinity')],
    hangs: true,
  },
  {
    fault: 'what an attempt said by heartbeat is lost to the next',
    rejectedBy: ['activity.heartbeat-details'],
    edits: [edit(ACTIVITY, 'this.#heartbeatDetails = details;', '')],
  },
  {
    fault: 'a checkpoint is not recorded',
    rejectedBy: ['activity.checkpoint'],
    edits: [
      edit(ACTIVITY, 'checkpoint: async (details) => this.#record(details),', 'checkpoint: async () => {},'),
    ],
  },
  {
    fault: 'a plain function gets its first argument alone',
    rejectedBy: ['activity.functions'],
    edits: [
      edit(FUNCTIONS, 'value(...fromJson<JsonValue[]>(args))', 'value(fromJson<JsonValue[]>(args)[0])'),
    ],
  },
  {
    fault: 'a plain function does not find the context of its activity',
    rejectedBy: ['activity.function-context'],
    edits: [
      edit(
        ACTIVITY_CONTEXT,
        'return storage === undefined ? fn() : storage.run(context, fn);',
        'return fn();',
      ),
    ],
  },
  {
    fault: 'a resource is opened by each who asks for it',
    rejectedBy: ['activity.resource'],
    edits: [edit(HOST, 'this.#resources.set(definition.name, opening);', '')],
  },
  {
    fault: 'what an activity tells its workflow is lost',
    rejectedBy: ['activity.signal-back'],
    edits: [
      edit(RUN, 'signal: async (name, args) => this.open().signal(name, args)', 'signal: async () => {}'),
    ],
  },
  {
    fault: 'what an activity has its workflow do is not shown to the validator',
    rejectedBy: ['activity.update-back'],
    edits: [edit(RUN, 'this.open().update(name, args)', 'this.open().workflow.update(name, args)')],
  },
];
