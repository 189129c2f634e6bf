/** The requirements of every engine that runs agents: stable IDs, each with a sentence. */
export const AGENT_REQUIREMENTS = {
  'agent.answer': 'An agent without servers returns the answer of its model.',
  'agent.tool': 'The tool that the model calls is run, and the model receives its result.',
  'agent.three-activities': 'One tool call and an answer are three activities: model, tool, model.',
  'agent.parallel-tools': 'All tool calls of one answer are run, and their results are sent in order.',
  'agent.unknown-tool':
    'A model that calls a tool that does not exist receives an error result, and continues.',
  'agent.tool-error': 'The failure that a tool reports is sent to the model.',
  'agent.unknown-server':
    'An agent with a server that is not in the settings fails with an error that names it.',
  'agent.server-start':
    'An agent whose server cannot start fails with an error that has the server, its command and its output.',
  'agent.turn-limit': 'A model that never stops calling tools is stopped after maxIterations turns.',
  'agent.last-answer':
    'With onTurnLimit "answer", the model gives a last answer without tools when the limit is reached.',
  'agent.pause': 'An answer that the service pauses is continued in another call.',
  'agent.tool-choice':
    'toolChoice applies to the first answer, and is an error if the agent has no such tool.',
  'agent.made-up-tool':
    'A tool name that the model made up is sent back in a form that services accept, with the tools that exist.',
  'agent.params':
    'Unknown names and invalid values of request parameters are errors that name the right one.',
  'agent.resume':
    'After a generate that ended early in any way, the model can be asked again: each tool call has one result, and results that exist are kept.',
  'agent.model-error': 'A model call that finally fails is an error, and never an empty answer.',
  'agent.instruction': 'The instruction is the first message.',
  'agent.history': 'A second question continues the conversation, unless useHistory is false.',
  'agent.queue': 'Concurrent questions to a model run one after the other, unless useHistory is false.',
  'agent.queue-cancelled': 'A question that is cancelled while it waits for its turn is never asked.',
  'agent.queue-itself': 'A tool that asks the model that waits for it receives an error.',
  'agent.history-handoff':
    'A handoff with useHistory false does not change the conversation or the active agent.',
  'agent.function':
    'A function tool is an activity of its own: it runs once, and the model receives its result.',
  'agent.function-failure':
    'The error of a function tool is sent to the model; the tool is not retried unless it is repeatable.',
  'agent.function-arguments':
    'A function tool does not run with invalid arguments; the model receives what is wrong with them.',
  'agent.structured':
    'A structured answer matches its schema; the model receives what is wrong with one that does not.',
  'agent.structured-misfit':
    'A model whose answers never match the schema is an error that says what is wrong.',
  'agent.structured-turns':
    'The calls that correct a structured answer do not count in maxIterations, and are legal at the turn limit.',
  'agent.structured-text':
    'A structured answer is read from thinking, sentences and a code fence, but never from a part of a broken one.',
  'agent.structured-list': 'A structured answer can be a list or a scalar.',
  'agent.structured-truncated':
    'A structured answer that is truncated at the token limit is an error that says so, and is not requested again.',
  'agent.structured-stream':
    'A structured stream emits the value as it grows, and restarts when the answer is requested again.',
  'agent.stream': 'A stream emits the text in order, the tool calls with their results, and the usage.',
  'agent.stream-restart': 'A stream emits a restart event when the call to the model is retried.',
  'agent.stream-stopped': 'Closing a stream early cancels its generation.',
  'agent.person': 'An agent requests human input, and waits for the answer signal.',
  'agent.next-human-input':
    'nextHumanInput waits for the next request of a workflow, and returns undefined once there are no more.',
  'agent.follow':
    'handle.follow shows each human input request when it opens and when it closes: answered, timed out or cancelled.',
  'agent.follow-child': 'The human input requests of a child are events of the child, and not of its parent.',
  'agent.person-timeout': 'The model receives that a request for human input timed out.',
  'agent.allowed-tools':
    'A model is offered only the tools that its agent and the call allow, and cannot call any other.',
  'agent.tool-search':
    'Above its budget, an agent offers a search in place of its tools; what it found stays in the conversation, also for later questions.',
  'agent.server-instructions':
    'The model receives the instructions of the servers that the agent names, bounded and marked as their text.',
  'agent.approval-names':
    'Approval is required by the name that the model sees, the own name of the tool, or server/tool, and for all but some.',
  'agent.approval-changed':
    'A remembered approval holds for later calls of the tool, until its definition changes.',
  'agent.approval': 'A tool that needs approval runs when a person approves it, and not when they reject it.',
  'agent.sampling': 'A server can sample the model of the agent that called it.',
  'agent.elicitation': 'A server can request input from the person behind the agent that called it.',
  'agent.question':
    'A server of MCP 2026-07-28 that asks a person ends the call; it is repeated with the answer, once it is valid.',
  'agent.question-sampling':
    'A server of MCP 2026-07-28 can ask the model, within the budget and for a limited number of times.',
  'agent.task':
    'A tool call that its server makes a task is followed to its end, and answers what the task asks.',
  'agent.task-cancelled': 'The task of a tool call is cancelled with the workflow.',
  'agent.agent-tool': 'An agent can call another as a tool, in a conversation of its own.',
  'agent.agent-tool-limit':
    'The calling model receives that an agent as a tool reached its turn limit or its budget.',
  'agent.handoff': 'An agent hands off to another, which continues the same conversation.',
  'agent.pattern-failure':
    'The error of a failed pattern in a child has the results of its other participants, and each failure by name.',
  'agent.pattern-cancelled':
    'A child of a participant that is cancelled alone is a failure of the participant; a cancelled pattern ends.',
  'agent.budget': 'A generation that exceeds its token limit ends with an error.',
  'agent.budget-shared': 'A limit of a UsageBudget, an agent or a run holds for all its calls together.',
  'agent.budget-tools': 'What an agent as a tool uses counts in the limits of the agent that calls it.',
  'agent.budget-children':
    'The budget of a run includes its child workflows and theirs: they inherit what is left, and report what they use.',
  'agent.budget-siblings': 'Concurrent children stop when what they have used together exceeds the budget.',
  'agent.budget-next': 'A call that would exceed the token limit by its input alone is not made.',
  'agent.budget-time': 'A time limit cancels the running model or tool call.',
  'agent.sampling-budget':
    'What servers sample counts in the limits of the call, of the agent that called them and of the run, also in a tool call without a model.',
  'agent.failed-usage': 'The tokens of failed attempts count in the usage and in the limits.',
  'agent.estimated-usage': 'The usage of a service that reports none is estimated, and marked.',
  'agent.unavailable':
    'A model call whose service is unavailable is retried without counting an attempt, for as long as the policy says.',
  'agent.unavailable-server':
    'A server that does not start for a while delays its agent, and does not fail it.',
  'agent.call-attempts':
    'A model call fails after as many attempts as its policy allows, with an error that says so and names the setting.',
  'agent.call-nearest':
    'The policy of a call wins over that of the agent, and that of the agent over the settings, field by field.',
  'agent.call-timeout':
    'An attempt of a model or a function tool ends after the timeout of its policy, and counts as failed.',
  'agent.usage': 'tokenUsage returns what a workflow has spent on models, by agent and call.',
  'agent.usage-tree': 'readUsage adds what children have spent to their parent.',
  'agent.twenty': 'Twenty concurrent agents share the process of one stdio server, and each has its tools.',
  'agent.built-in': 'Any workflow answers humanInputRequests and tokenUsage from its start.',
  'agent.late-await':
    'A request of an agent that fails before it is awaited ends nothing; its error reaches the code that awaits it.',
  'agent.no-workflow': 'An agent that is used outside a workflow throws NoWorkflowError.',
} as const;

/** The ID of a requirement of every engine that runs agents. */
export type AgentRequirementId = keyof typeof AGENT_REQUIREMENTS;
