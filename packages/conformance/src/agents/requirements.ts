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
  'agent.model-error': 'A model call that finally fails is an error, and never an empty answer.',
  'agent.instruction': 'The instruction is the first message.',
  'agent.history': 'A second question continues the conversation, unless useHistory is false.',
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
  'agent.approval': 'A tool that needs approval runs when a person approves it, and not when they reject it.',
  'agent.sampling': 'A server can sample the model of the agent that called it.',
  'agent.elicitation': 'A server can request input from the person behind the agent that called it.',
  'agent.agent-tool': 'An agent can call another as a tool, in a conversation of its own.',
  'agent.handoff': 'An agent hands off to another, which continues the same conversation.',
  'agent.pattern-failure':
    'The error of a failed pattern in a child has the results of its other participants, and each failure by name.',
  'agent.budget': 'A generation that exceeds its token limit ends with an error.',
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
