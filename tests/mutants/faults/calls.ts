import { edit, type Mutant } from '../mutant.ts';
import { CALL_ATTEMPTS, CALL_OPTIONS, CALL_POLICY, GENERATION, RUN_CALL } from './files.ts';

/** Timeouts and retries of model, tool and function calls. */
export const calls: readonly Mutant[] = [
  {
    fault: 'a service that is unavailable counts as a failure of the model',
    rejectedBy: ['agent.unavailable'],
    edits: [edit(RUN_CALL, 'throw error.unavailable === true', 'throw false')],
  },
  {
    fault: 'a service that is unavailable is retried for ever',
    rejectedBy: ['agent.unavailable'],
    edits: [edit(RUN_CALL, 'if (leftMs === 0 || askedMs > leftMs) {', 'if (false) {')],
  },
  {
    fault: 'a server that does not start twice fails the call',
    rejectedBy: ['agent.unavailable-server'],
    edits: [edit(RUN_CALL, 'if (leftMs === 0 ||', 'if (count >= 2 ||')],
  },
  {
    fault: 'the count of attempts is lost between two of them',
    rejectedBy: ['agent.call-attempts'],
    edits: [edit(CALL_ATTEMPTS, "this.#failures = numberIn(count, 'failures') ?? 0;", 'this.#failures = 0;')],
  },
  {
    fault: 'the policy of a call is not sent',
    rejectedBy: ['agent.call-nearest'],
    edits: [
      edit(GENERATION, "...sentOptions('model', calls, params.calls),", "...sentOptions('model', calls),"),
    ],
  },
  {
    fault: 'the policy of a call replaces that of the agent',
    rejectedBy: ['agent.call-nearest'],
    edits: [
      edit(
        CALL_OPTIONS,
        'const retry = withNearerPolicy(farther.retry, nearer.retry);',
        'const retry = nearer.retry ?? farther.retry;',
      ),
    ],
  },
  {
    fault: 'the settings win over code',
    rejectedBy: ['agent.call-nearest'],
    edits: [edit(CALL_POLICY, '    server,\n    ...options,\n', '    ...options,\n    calls?.[kind],\n')],
  },
  {
    fault: 'a call is not limited in time',
    rejectedBy: ['agent.call-timeout'],
    hangs: true,
    edits: [edit(RUN_CALL, 'if (limitsItself) return run', 'if (true) return run')],
  },
];
