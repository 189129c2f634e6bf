import { edit, type Mutant } from '../mutant.ts';
import {
  ENGINE_EXECUTOR,
  EXECUTOR,
  ID_POLICIES,
  MAP,
  OUTCOMES,
  STARTABLE,
  RUN_LIFECYCLE,
  START_OPTIONS,
  START_REQUEST,
  STORE,
} from './files.ts';

export const starting: readonly Mutant[] = [
  {
    fault: 'the id of a running workflow is taken by a second one',
    rejectedBy: ['start.id-taken'],
    edits: [edit(ID_POLICIES, "if (policies.idConflictPolicy === 'fail') throw", 'if (false) throw')],
  },
  {
    fault: 'the error of a taken ID has a message of its own for a closed workflow',
    rejectedBy: ['start.id-words'],
    edits: [
      edit(
        OUTCOMES,
        'A workflow with the id "${workflowId}" exists. Use another id, or',
        'The id "${workflowId}" is taken. Use another id, or',
      ),
    ],
  },
  {
    fault: 'signalWithStart goes by the conflict policy of its options',
    rejectedBy: ['start.signal-with-start'],
    edits: [edit(ENGINE_EXECUTOR, "{ ...request, idConflictPolicy: 'use_existing' }", 'request')],
  },
  {
    fault: 'use_existing ends the workflow that runs, and starts another',
    rejectedBy: ['start.use-existing'],
    edits: [edit(ID_POLICIES, "if (policies.idConflictPolicy === 'use_existing') return 'use';", '')],
  },
  {
    fault: 'terminate_existing leaves the workflow running that it should end',
    rejectedBy: ['start.terminate-existing'],
    edits: [edit(STORE, 'former?.terminate(ANOTHER_TOOK_ID)', '{}')],
    hangs: true,
  },
  {
    fault: 'the id of a closed workflow is never free again',
    rejectedBy: ['start.reuse'],
    edits: [edit(ID_POLICIES, "policies.idReusePolicy === 'reject_duplicate' ||", 'true ||')],
  },
  {
    fault: 'reject_duplicate lets the id of a closed workflow be used again',
    rejectedBy: ['start.reject-duplicate'],
    edits: [edit(ID_POLICIES, "policies.idReusePolicy === 'reject_duplicate' ||", '')],
  },
  {
    fault: 'allow_duplicate_failed_only refuses the id of a failed workflow too',
    rejectedBy: ['start.reuse-failed-only'],
    edits: [edit(ID_POLICIES, "&& former === 'completed'", '')],
  },
  {
    fault: 'two starts without an id have the same one',
    rejectedBy: ['start.default-id', 'start.many'],
    edits: [
      edit(
        START_REQUEST,
        "options?.workflowId ?? checkName('workflowId', `${name}-${randomUUID()}`)",
        'options?.workflowId ?? `${name}-1`',
      ),
    ],
  },
  {
    fault: 'a start ends a workflow and is refused its id',
    rejectedBy: ['start.policies'],
    edits: [
      edit(
        START_OPTIONS,
        "if (idReusePolicy !== 'reject_duplicate' || idConflictPolicy !== 'terminate_existing') return;",
        'return;',
      ),
    ],
  },
  {
    fault: 'a workflow of any name is started',
    rejectedBy: ['start.odd-workflow', 'isolation.odd-arguments'],
    edits: [
      edit(STARTABLE, "return checkDefinedName('workflow name', workflow.name);", 'return workflow.name;'),
    ],
  },
  {
    fault: 'an id that was made for a start may be too long',
    rejectedBy: ['start.odd-workflow'],
    edits: [
      edit(START_REQUEST, "checkName('workflowId', `${name}-${randomUUID()}`)", '`${name}-${randomUUID()}`'),
    ],
  },
  {
    fault: 'a run timeout is forgotten',
    rejectedBy: ['start.run-timeout'],
    edits: [
      edit(
        START_OPTIONS,
        "...(runTimeout !== undefined && { runTimeoutMs: toTimeLimit(runTimeout, 'runTimeout') }),",
        '',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'an execution timeout is forgotten',
    rejectedBy: ['start.execution-timeout'],
    edits: [edit(START_REQUEST, '...(deadline !== undefined && { deadline })', '')],
    hangs: true,
  },
  {
    fault: 'a memo is not kept',
    rejectedBy: ['start.memo'],
    edits: [edit(RUN_LIFECYCLE, 'memo: copyJson(options.memo ?? {}),', 'memo: {},')],
  },
  {
    fault: 'a signal that comes with the start is lost',
    rejectedBy: ['start.signal-with-start'],
    edits: [edit(EXECUTOR, 'if (signal !== undefined) void run.signal(signal.name, signal.args);', '')],
    hangs: true,
  },
  {
    fault: 'executeMany runs everything at once',
    rejectedBy: ['start.many-bounded', 'timer.map'],
    edits: [edit(MAP, 'Math.min(concurrency, items.length)', 'items.length')],
  },
  {
    fault: 'a cron expression that the engine cannot keep is passed over in silence',
    rejectedBy: ['start.cron'],
    edits: [edit(EXECUTOR, 'if (request.cron !== undefined) throw noCron();', '')],
    hangs: true,
  },
];
