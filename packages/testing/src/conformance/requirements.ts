/**
 * The contract: what every engine owes, each with an id that does not change and a sentence. A requirement
 * that names a capability is owed by engines that have it; one that lacks it must throw a `CapabilityError`
 * before it does anything.
 */
export const REQUIREMENTS = {
  // Starting
  'start.result': 'executeWorkflow gives what the workflow gives.',
  'start.no-input':
    'A workflow that takes nothing is started without input, and what gives nothing gives null.',
  'start.default-id': 'Without an id, each start has one of its own that begins with the workflow name.',
  'start.own-id': 'A workflow runs under the id that it is given.',
  'start.id-taken': 'The id of a running workflow is refused.',
  'start.use-existing': 'With use_existing, the workflow that runs is given and none is started.',
  'start.terminate-existing': 'With terminate_existing, the workflow that runs is ended and another started.',
  'start.reuse': 'The id of a closed workflow may be used again.',
  'start.reject-duplicate': 'With reject_duplicate, the id of a closed workflow is refused.',
  'start.reuse-failed-only':
    'With allow_duplicate_failed_only, the id of a completed workflow is refused and that of a failed one is not.',
  'start.many': 'A hundred workflows at once each get their own result.',
  'start.run-timeout': 'A run that takes longer than its run timeout ends with a TimeoutError.',
  'start.execution-timeout':
    'A workflow that takes longer than its execution timeout ends with a TimeoutError.',

  'start.timeout-kind':
    'A TimeoutError says whether the run or the execution took too long, in the same words on every engine.',
  'start.odd-options': 'Options of a start that cannot be meant are refused before anything is started.',
  'start.policies':
    'terminate_existing with reject_duplicate is refused before anything is ended or started.',
  'start.odd-workflow':
    'A workflow that is no definition, or whose name cannot be, is refused before anything is started.',
  'start.memo': 'A memo is given back by describe.',
  'start.signal-with-start':
    'signalWithStart starts the workflow with the signal, or sends it to the one that runs, whatever the conflict policy.',
  'start.many-bounded':
    'executeMany runs at most `concurrency` workflows at once, and returns the results in the order of the inputs.',
  'start.cron': 'A workflow with a cron expression is started again and again.',

  // Listing
  'list.by-name': 'listWorkflows finds workflows by their name and status.',
  'list.by-attribute': 'listWorkflows finds workflows by their search attributes.',
  'list.limit': 'listWorkflows gives no more than it is asked for.',

  // Handles
  'handle.by-id': 'A handle made from an id reaches the workflow that runs under it.',
  'handle.result-twice': 'A result can be asked for again, also after the end.',
  'handle.unknown': 'A handle of an unknown id says that there is none, whatever it is asked.',
  'handle.describe-running': 'describe tells who a running workflow is and since when it runs.',
  'handle.describe-closed': 'describe tells how a closed workflow ended and when.',
  'handle.closed-takes-nothing':
    'A closed workflow takes no signal and cannot be terminated; cancelling it does nothing.',

  'handle.own-run': 'The handle of a start is of its run, and not of a later start of the same id.',
  'handle.chain': 'The handle of a start is of its run and of those that continue it, whatever it is asked.',
  'handle.odd-names': 'An id, a run id or a name that cannot be is refused, or is known to nobody.',
  'handle.closed-executor':
    'Closing an executor ends every wait for a result with an ExecutorClosedError, and so does what is asked of it after.',
  'handle.cancelled-words': 'The caller of a cancelled workflow gets the same message on every engine.',
  'handle.terminated-words':
    'The caller of a terminated workflow gets the same message on every engine, with the reason if there is one.',

  // Isolation
  'isolation.late-await':
    'A step that fails before it is awaited ends nothing: its failure is delivered to the code that awaits it later.',
  'isolation.never-awaited': 'A step that fails and that no code awaits fails no workflow.',
  'isolation.own-rejection':
    'An error of the workflow’s own code that nothing handles, a rejected promise or a callback of a timer that throws, fails that workflow and no other.',
  'isolation.handler-rejection':
    'A rejected promise that an update handler or its validator leaves behind fails the run; the update is answered.',
  'isolation.last-turn':
    'A rejected promise of its own code that nothing handles changes nothing about a run that ends in the same turn.',
  'isolation.activity-rejection':
    'An error that an activity leaves behind, a rejected promise or a callback that throws, changes nothing about the activity.',
  'isolation.odd-errors': 'Whatever is thrown arrives as an error in well-formed text, with its type.',
  'isolation.odd-rejections':
    'A promise that is rejected with whatever, and that nothing handles, fails its run and no other.',
  'isolation.error-size': 'An error of any size arrives, truncated where it says so.',
  'isolation.retry-delay': 'A delay of the next attempt that cannot be meant is ignored.',
  'isolation.much-at-once':
    'What a workflow sends at once may be more than one message to the server can hold.',
  'isolation.odd-log': 'A line of a log that cannot be written fails no workflow.',
  'isolation.predicate': 'A predicate that throws is an error of the wait that asked it.',
  'isolation.options':
    'Options that cannot be meant are refused where they are given, by the same error on every engine.',
  'isolation.odd-arguments':
    'An argument of the wrong kind is an InvalidArgumentError, and never a TypeError, whatever is called.',

  // Context
  'context.self': 'ctx tells the workflow its own ids, name, engine, attempt and start.',
  'context.no-parent': 'A workflow that was started from outside has no parent.',
  'context.time': 'ctx.now goes forward with the time that passes.',
  'context.chance': 'ctx.random and ctx.uuid give values of their kind, and others each time.',
  'context.patched': 'A workflow that begins after a change has it.',
  'context.in-handlers': 'A workflow finds itself in its handlers, validators and predicates too.',
  'context.no-workflow': 'Outside a workflow, what needs one says so.',

  // Timers
  'timer.sleep': 'ctx.sleep waits at least as long as its duration.',
  'timer.durations': 'A duration is a number, a text or an object; what is none of them is refused.',
  'timer.parallel': 'Sleeps that begin together end together.',
  'timer.left-behind': 'What a workflow left waiting when it ended never goes on.',
  'timer.timeout-value': 'ctx.withTimeout gives what the function gives in time.',
  'timer.timeout-error':
    'ctx.withTimeout throws a TimeoutError when the time is up, and does not wait for the rest.',
  'timer.timeout-failure': 'ctx.withTimeout passes on the error of its function.',
  'timer.condition': 'ctx.condition goes on when a message makes its predicate true.',
  'timer.condition-branch': 'ctx.condition goes on when another branch makes its predicate true.',
  'timer.condition-timeout':
    'ctx.condition throws a TimeoutError when its predicate does not come true in time.',

  'timer.map': 'ctx.map runs at most `concurrency` items at once, in their order, and stops at a failure.',

  // Signals
  'signal.delivered': 'A signal reaches the workflow that waits for it, with what it carries.',
  'signal.several-arguments': 'A signal that carries several values gives all of them.',
  'signal.early': 'A signal that comes before anybody waits for it is kept.',
  'signal.early-handler': 'A signal that comes before its handler is set is handled when it is.',
  'signal.order': 'Signals are taken in the order in which they came.',
  'signal.two-waiters': 'Of two that wait for a signal, each gets one.',
  'signal.handler': 'A handler is called for every signal.',
  'signal.async-handler': 'A handler may wait.',
  'signal.handler-fails': 'A handler that throws fails the workflow.',
  'signal.addressee': 'A signal reaches the workflow that it is sent to and no other.',
  'signal.timeout': 'ctx.waitForSignal throws a TimeoutError when none comes in time.',
  'signal.in-time': 'A signal that comes in time is given by a ctx.waitForSignal with a time-out.',
  'signal.from-workflow': 'A workflow can send a signal to another by its id.',
  'signal.to-nobody':
    'A signal from a workflow to one that is not there, or has ended, is an error that names it.',
  'signal.self': 'A workflow can send a signal to itself by its own id.',
  'signal.between-turns': 'A message is handled between two turns of a workflow, and never inside one.',
  'signal.activity-between-turns':
    'A message of an activity that speaks at once is handled after the turn that called it.',
  'signal.storm': 'A thousand signals to one workflow all arrive, in order.',

  // Queries
  'query.answer': 'A query is answered with what the workflow knows at that moment.',
  'query.arguments': 'A query takes arguments.',
  'query.missing': 'A query without a handler is an error that names it.',
  'query.fails': 'A query whose handler throws is an error with its message, and the workflow goes on.',
  'query.cause': 'The cause of a failed query has its class, code and fields.',
  'query.no-steps':
    'A step in a query handler or a validator is an error that names it; nothing begins, and every workflow goes on.',
  'query.messages':
    'Asked by messagesQuery, a workflow that runs tells which signals, queries and updates it takes.',
  'query.at-once': 'A query that is sent right after the start is answered after the first turn.',
  'query.built-in':
    'humanInputRequests, tokenUsage and messagesQuery are answered from the first moment of any workflow.',
  'query.closed': 'A workflow that has completed still answers.',

  // Updates
  'update.answer': 'An update changes the workflow and gives an answer.',
  'update.activity': 'A handler of an update may call an activity.',
  'update.rejected': 'A validator refuses an update with its own words, and nothing is changed.',
  'update.fails': 'An update whose handler throws is an error with its message, and the workflow goes on.',
  'update.ended': 'An update that is not answered when the workflow is terminated is an error.',
  'update.missing': 'An update without a handler is an error that names it.',

  // Children
  'child.result': 'A child gives its result to its parent.',
  'child.parent': 'A child knows its parent, and its handle knows the child.',
  'child.failure':
    'The failure of a child arrives as a ChildWorkflowError with the child error as its cause.',
  'child.signal': 'A parent can send signals to its child.',
  'child.cancel': 'A parent can cancel its child, which cleans up first.',
  'child.cancelled-with-parent':
    'A child that its parent waits for is cancelled with it, and cleans up first.',
  'child.terminate-policy': 'With the policy terminate, a child ends with its parent.',
  'child.cancel-policy': 'With the policy request_cancel, a child is asked to cancel when its parent ends.',
  'child.abandon-policy': 'With the policy abandon, a child outlives its parent.',
  'child.fan-out': 'Many children run at once, and each gives its own result.',
  'signal.last-turn':
    'What a run sends in the turn in which it ends goes out: a signal, and a child with the policy abandon.',
  'continue.own-signal': 'A signal to itself that a run does not wait for reaches the run that continues it.',
  'continue.in-handler':
    'A handler that continues as new ends its run; the update whose handler it is fails, as any that is not answered.',
  'continue.many-updates':
    'Updates that are sent while runs continue as new again and again are answered, or fail as unanswered ones.',
  'continue.unawaited': 'A continueAsNew in a promise that nothing awaits continues the run all the same.',
  'child.chain-messages':
    'A child that has continued as new is still reached by the signals and the cancellation of its parent.',
  'child.chain-cancel':
    'A parent that is cancelled cancels a child that has continued as new too, and waits for its end.',
  'child.chain-policy':
    'A child that has continued as new is still ended with its parent, as its policy says.',
  'child.abandon-cancelled': 'A cancellation of its parent does not reach a child with the policy abandon.',
  'child.words': 'The parent of a child that was ended gets the same message on every engine.',
  'child.unknown':
    'A child of an unknown workflow starts, and fails with an UnknownWorkflowError as its cause.',
  'child.id-taken': 'A child whose id is taken is refused.',

  // Activities
  'activity.result': 'An activity is given its input and gives its result.',
  'activity.parallel': 'Activities that are called together give each caller its own result.',
  'activity.info': 'An activity knows its name, its id, its attempt and its workflow.',
  'activity.retry': 'An activity that fails is tried again until it succeeds.',
  'activity.attempts': 'An activity is tried as often as its policy says, and no more.',
  'activity.same-id': 'All attempts of an activity have one id, and no other activity has it.',
  'activity.backoff': 'The waits between attempts grow as the policy says.',
  'activity.retry-delay': 'An activity that fails can say how long the wait is.',
  'activity.final': 'An error that says it is final is not tried again.',
  'activity.final-types': 'An error of a type that the policy lists is not tried again.',
  'activity.own-error': 'An error of this project arrives with its class, code and fields.',
  'activity.user-error': 'An error of the user arrives with its type and message.',
  'activity.error-details': 'An ApplicationError arrives with its type and details.',
  'activity.error-cause': 'An error arrives with its cause.',
  'activity.error-text': 'What is thrown and is not an error arrives as its text.',
  'activity.unknown': 'A call of an activity that is not defined fails with an error that names it.',
  'activity.start-to-close': 'An attempt that takes too long is aborted, and is a TimeoutError.',
  'activity.schedule-to-close':
    'An activity that takes too long with all its attempts is a TimeoutError or its last failure, in time.',
  'activity.short-limits':
    'A fraction of a millisecond counts as a whole one in every limit of an activity, and a TimeoutError names the limit that ran out.',
  'activity.abort-reason':
    'An activity that is aborted finds the reason in its signal, the same on every engine.',
  'activity.heartbeat-details': 'What an attempt said by heartbeat is given to the next one.',
  'activity.checkpoint':
    'A checkpoint that resolved is given to the next attempt, whatever heartbeats came before it; on a durable engine, also when the process has ended.',
  'activity.query-back': 'An activity can query the workflow that called it.',
  'activity.signal-back':
    'An activity can signal the workflow that called it, which knows of it before it has the result.',
  'activity.update-back':
    'An activity can have the workflow that called it do something, with its answer or its refusal.',
  'activity.functions': 'Plain functions of a file are called as activities, with all their arguments.',
  'activity.function-context': 'A plain function finds the context of its activity.',
  'activity.resource': 'A resource is opened once, and all activities of the host share it.',

  // Cancellation
  'cancel.result': 'A cancelled workflow ends with a CancelledError.',
  'cancel.finally':
    'A cancelled workflow runs its finally, in which a shield keeps activities and timers alive.',
  'cancel.status': 'A workflow is cancelled when its clean-up is over, and not before.',
  'cancel.dispose': 'A cancelled workflow disposes of what it holds.',
  'cancel.declined': 'A workflow may catch its cancellation and complete.',
  'cancel.failure': 'A workflow that fails while it cleans up has failed.',
  'cancel.activity': 'A cancellation aborts the activity that runs.',
  'cancel.one': 'Cancelling one workflow does not cancel another.',
  'cancel.scope': 'A part that is cancelled ends, and the workflow goes on.',
  'cancel.nothing-new': 'A cancelled workflow starts no activity outside a shield.',
  'cancel.nothing-else':
    'In a cancelled scope nothing else begins either: no timer, no child, no signal and no message to a child.',
  'cancel.clean-up-timeout':
    'A cancelled workflow whose clean-up fails has failed, also when a cancellation is among the causes.',

  // Termination
  'terminate.result': 'A terminated workflow ends with a TerminatedError that gives the reason.',
  'terminate.no-finally': 'A terminated workflow runs no finally.',

  // Pause
  'pause.waits': 'A paused workflow takes no next step until it is resumed.',
  'pause.status': 'describe tells that a workflow is paused.',
  'pause.running': 'What runs when the workflow is paused goes on to its end.',
  'pause.messages': 'A paused workflow sends no message to its children until it is resumed.',
  'pause.continue': 'A paused workflow does not continue as new until it is resumed.',
  'pause.timeout':
    'A time limit goes on while a workflow is paused; what its code starts then waits for resume.',
  'pause.cancel': 'A paused workflow can be cancelled.',

  // Continue as new
  'continue.result': 'A workflow that continues as new gives the result of its last run.',
  'continue.signals': 'Signals that a run has not taken go to the run that continues it.',
  'continue.updates': 'An update that no run has accepted goes to the run that continues it.',
  'continue.runs': 'Each run has a run id of its own and the same workflow id.',

  // Failures
  'failure.error':
    'A workflow that throws fails with a WorkflowFailedError whose cause has the type and message.',
  'failure.early': 'A workflow that throws before its first wait fails as any other.',
  'failure.own': 'An error of this project arrives at the caller with its class, code and fields.',
  'failure.details': 'An ApplicationError arrives at the caller with its type and details.',
  'failure.cause': 'The cause of an error arrives at the caller.',
  'failure.text': 'What is thrown and is not an error arrives at the caller as its text.',
  'failure.once': 'A workflow that fails is not run again by itself.',

  // Values
  'value.carried': 'JSON arrives as it was sent.',
  'value.undefined-key': 'A key that holds undefined is left out.',
  'value.refused-input': 'An input that is not JSON is refused with the path, before anything is started.',
  'value.refused-result': 'A result that is not JSON fails the workflow with the path.',
  'value.refused-activity-input': 'An input of an activity that is not JSON is refused with the path.',
  'value.refused-activity-result': 'A result of an activity that is not JSON is an error with the path.',
  'value.refused-signal': 'A signal that carries what is not JSON is refused with the path.',
  'value.copied': 'What the caller changes after the start does not reach the workflow.',
  'value.own-copy':
    'All that code is given is a copy: what it changes changes nothing for others, and nothing in the history.',
  'value.own-error': 'Each reader of an error is given an error of its own.',
  'value.too-large': 'A value of more than two million bytes is refused before anything is started.',

  // History
  'history.steps': 'history tells each step in order, with name, input and output.',
  'history.failure': 'history tells how often an activity was tried and how it failed.',
  'history.retry': 'history tells when an activity is tried next, and why its last attempt failed.',
  'history.messages': 'history tells of signals and updates.',
  'history.large': 'history tells of large values too.',
  'history.running': 'history tells what runs now.',

  // Agents
  'agent.answer': 'An agent without servers gives the answer of its model.',
  'agent.tool':
    'An agent has the tool called that its model chose, and the model is given what the tool gave.',
  'agent.three-activities': 'One tool call and an answer are three activities: model, tool, model.',
  'agent.parallel-tools': 'All tool calls of one answer are made, and answered in their order.',
  'agent.unknown-tool':
    'A model that calls a tool that does not exist receives an error result, and continues.',
  'agent.tool-error': 'The failure that a tool reports is sent to the model.',
  'agent.unknown-server':
    'An agent with a server that the settings do not have fails with an error that names it.',
  'agent.server-start':
    'An agent whose server cannot start fails with an error that names the server, its command and what it wrote.',
  'agent.turn-limit': 'A model that never stops calling tools is stopped after maxIterations turns.',
  'agent.model-error': 'A model that fails for good is an error, and never an empty answer.',
  'agent.instruction': 'The model is given the instruction first.',
  'agent.history': 'A second question is asked in the same conversation, unless useHistory is false.',
  'agent.function':
    'A function tool is an activity of its own: it is called once, and the model is given its result.',
  'agent.function-failure':
    'The error of a function tool is sent to the model; the tool is not called again unless it is repeatable.',
  'agent.function-arguments':
    'A function tool is not called with invalid arguments; the model receives what is wrong with them.',
  'agent.structured':
    'A structured answer fits its schema; the model receives what is wrong with one that does not.',
  'agent.structured-misfit': 'A model whose answers never fit is an error that says what is wrong.',
  'agent.stream':
    'A stream tells the pieces of an answer in their order, tool calls and what they gave, and usage.',
  'agent.stream-restart': 'A stream emits a restart event when the call to the model is retried.',
  'agent.stream-stopped': 'Closing a stream early cancels its generation.',
  'agent.person': 'An agent asks a person, and waits for their answer by signal.',
  'agent.next-human-input':
    'nextHumanInput waits for a question of a workflow, and says when it asks nothing any more.',
  'agent.person-timeout': 'The model receives that a request for human input timed out.',
  'agent.approval': 'A tool that needs approval is called when a person allows it, and not when they refuse.',
  'agent.sampling': 'A server may ask the model of the agent that called it.',
  'agent.elicitation': 'A server may ask the person behind the agent that called it.',
  'agent.agent-tool': 'An agent may ask another, which answers in a conversation of its own.',
  'agent.handoff': 'An agent hands over to another, which goes on with all that was said.',
  'agent.budget': 'A run of an agent that takes more tokens than its limit is ended by an error.',
  'agent.usage': 'A workflow says what it has spent on models, by agent and call.',
  'agent.usage-tree': 'What children spend on models is part of what their parent spends.',
  'agent.twenty': 'Twenty agents at once on one stdio server share one process, and every one has its tools.',
} as const;

/** What an engine may be without. */
export type Capability = 'schedule';

/** The requirements that are owed only by engines with a capability. */
export const CAPABILITY_OF: Partial<Record<RequirementId, Capability>> = {
  'start.cron': 'schedule',
};

/** The id of a requirement. */
export type RequirementId = keyof typeof REQUIREMENTS;

/** What the requirements are about, by the first word of their ids. */
export const CONCERNS = {
  start: 'Starting',
  list: 'Listing',
  handle: 'Handles',
  isolation: 'Isolation',
  context: 'Context',
  timer: 'Timers',
  signal: 'Signals',
  query: 'Queries',
  update: 'Updates',
  child: 'Child workflows',
  activity: 'Activities',
  cancel: 'Cancellation',
  terminate: 'Termination',
  pause: 'Pause and resume',
  continue: 'Continue as new',
  failure: 'Failures',
  value: 'Values',
  history: 'History',
  agent: 'Agents',
} as const;

/** What a requirement is about. */
export function concernOf(id: RequirementId): string {
  return id.slice(0, id.indexOf('.'));
}
