import { edit, type Mutant } from '../mutant.ts';
import {
  ANSWER_FORM,
  APPROVAL,
  BUDGET,
  EVENT_STREAM,
  FUNCTION_TOOL,
  GENERATION,
  LLM,
  PATTERN_FAILED,
  PATTERN_RUN,
  PEOPLE,
  PROVIDER,
  SERVER_QUESTIONS,
  SPENDING,
  STREAM_INBOX,
  STRUCTURED,
  STRUCTURED_ANSWER,
  STRUCTURED_GENERATION,
  TASK_CALL,
  TOOL_ARGUMENTS,
  TOOL_CALLS,
  TOOL_PATTERN,
} from './files.ts';

/** Features of agents other than server tools. */
export const abilities: readonly Mutant[] = [
  {
    fault: 'a function tool that may not be called twice is tried again',
    rejectedBy: ['agent.function-failure'],
    edits: [
      edit(FUNCTION_TOOL, '[ownCall, ofCall, ONCE_POLICY]', '[ownCall, ofCall]'),
      edit(FUNCTION_TOOL, 'if (repeatable) return', 'return'),
    ],
  },
  {
    fault: 'a function tool that throws ends the agent',
    rejectedBy: ['agent.function-failure'],
    edits: [edit(TOOL_CALLS, 'if (UnknownActivityError.isInstance(cause)) throw error;', 'throw error;')],
  },
  {
    fault: 'the arguments of a function tool are not checked',
    rejectedBy: ['agent.function-arguments'],
    edits: [edit(TOOL_ARGUMENTS, 'if (problems.length === 0)', 'if (tool.target.kind === "function")')],
  },
  {
    fault: 'the arguments of an agent as a tool are not checked',
    rejectedBy: ['agent.agent-tool'],
    edits: [edit(TOOL_ARGUMENTS, 'if (problems.length === 0)', 'if (tool.target.kind === "workflow")')],
  },
  {
    fault: 'a structured answer is taken as it is',
    rejectedBy: ['agent.structured', 'agent.structured-misfit'],
    edits: [
      edit(PROVIDER, 'await checkOwnSchema(output.schema, value, `answer "${output.name}"`, context)', '[]'),
    ],
  },
  {
    fault: 'the model is asked to mend its answer for ever',
    rejectedBy: ['agent.structured-misfit'],
    edits: [edit(STRUCTURED_GENERATION, 'repairs >= maxRepairs', 'repairs >= 9')],
  },
  {
    fault: 'a fence in a sentence is not read',
    rejectedBy: ['agent.structured-text'],
    edits: [edit(STRUCTURED, 'if (this.#fenced !== undefined) return this.#fenced;', '')],
  },
  {
    fault: 'a part of a truncated answer is taken for the answer',
    rejectedBy: ['agent.structured-text'],
    edits: [edit(STRUCTURED, 'this.#broken = TRUNCATED;\n      return;', 'return;')],
  },
  {
    fault: 'an answer that is not an object stays wrapped',
    rejectedBy: ['agent.structured-list'],
    edits: [edit(ANSWER_FORM, 'isWrapper(value) ? value[FIELD]', 'isWrapper(value) ? value')],
  },
  {
    fault: 'a truncated answer is requested again with the same limit',
    rejectedBy: ['agent.structured-truncated'],
    edits: [edit(STRUCTURED_ANSWER, "stopReason === 'max_tokens'", 'false')],
  },
  {
    fault: 'a structured stream does not restart for a repair',
    rejectedBy: ['agent.structured-stream'],
    edits: [edit(STRUCTURED_GENERATION, 'onRepair();\n', '')],
  },
  {
    fault: 'a stream tells nothing of a call that is made again',
    rejectedBy: ['agent.stream-restart'],
    edits: [
      edit(
        STREAM_INBOX,
        "this.#tell({ type: 'restart' });\n      this.#text = '';\n    }\n    this.#attempt",
        "this.#text = '';\n    }\n    this.#attempt",
      ),
    ],
  },
  {
    fault: 'a stream tells the whole text once more at the end',
    rejectedBy: ['agent.stream'],
    edits: [edit(STREAM_INBOX, 'text.slice(this.#text.length)', 'text')],
  },
  {
    fault: 'who stops listening to a stream waits for its end',
    rejectedBy: ['agent.stream-stopped'],
    hangs: true,
    edits: [edit(EVENT_STREAM, 'stop();\n    await work', 'await work')],
  },
  {
    fault: 'an answer of any kind is taken for the answer of a person',
    rejectedBy: ['agent.person'],
    edits: [edit(PEOPLE, 'request.kind === answer.kind', 'true')],
  },
  {
    fault: 'an agent waits for a person without end',
    rejectedBy: ['agent.person-timeout'],
    hangs: true,
    edits: [edit(PEOPLE, 'condition(answered, timeout)', 'condition(answered)')],
  },
  {
    fault: 'a tool is called without approval where a pattern names it',
    rejectedBy: ['agent.approval'],
    edits: [
      edit(
        TOOL_PATTERN,
        'matches(pattern, name) || matches(pattern, target.tool)',
        'pattern === target.tool',
      ),
    ],
    hangs: true,
  },
  {
    fault: 'a tool is called though a person refused it',
    rejectedBy: ['agent.approval'],
    edits: [edit(APPROVAL, 'if (approved) {', 'if (approved || reason !== undefined) {')],
  },
  {
    fault: 'a call is repeated without the state of the server',
    rejectedBy: ['agent.question'],
    edits: [edit(SERVER_QUESTIONS, 'repeat({ answers, ...withState })', 'repeat({ answers })')],
  },
  {
    fault: 'a form with an invalid answer is dismissed',
    rejectedBy: ['agent.question', 'agent.task'],
    hangs: true,
    edits: [edit(SERVER_QUESTIONS, 'form === MAX_FORMS', 'form > 0')],
  },
  {
    fault: 'a server may ask its questions without end',
    rejectedBy: ['agent.question-sampling'],
    edits: [edit(SERVER_QUESTIONS, 'round > MAX_ROUNDS', 'round > 1_000 * MAX_ROUNDS')],
  },
  {
    fault: 'a task never gets its answers',
    rejectedBy: ['agent.task'],
    hangs: true,
    edits: [edit(TASK_CALL, '{ given, answered: [...answered] }', '{ answered: [...answered] }')],
  },
  {
    fault: 'a task runs on without its workflow',
    rejectedBy: ['agent.task-cancelled'],
    edits: [
      edit(TASK_CALL, 'sessions.run(ctx, CANCEL_TASK, task, CANCEL_TASK_OPTIONS)', 'Promise.resolve()'),
    ],
  },
  {
    fault: 'an agent that is handed over to keeps the instruction of the first',
    rejectedBy: ['agent.handoff'],
    edits: [edit(GENERATION, 'startConversation(ctx, next)', 'startConversation(ctx, this.#agent)')],
  },
  {
    fault: 'what was handed over is taken back with the next question',
    rejectedBy: ['agent.handoff'],
    edits: [
      edit(LLM, 'this.#agent = generation.agent;\n        this.#conversation = generation.conversation;', ''),
    ],
  },
  {
    fault: 'the results of the others are lost when a pattern fails',
    rejectedBy: ['agent.pattern-failure'],
    edits: [edit(PATTERN_FAILED, ', ...done }', ' }')],
  },
  {
    fault: 'a pattern ends when a child of a participant is cancelled',
    rejectedBy: ['agent.pattern-cancelled'],
    edits: [edit(PATTERN_RUN, '(await this.#isCancelledBy(thrown))', 'isCancellation(thrown)')],
  },
  {
    fault: 'a cancelled pattern continues without the cancelled participants',
    rejectedBy: ['agent.pattern-cancelled'],
    edits: [edit(PATTERN_RUN, '(await this.#isCancelledBy(thrown)) || ', '')],
  },
  {
    fault: 'the tokens of the input are free',
    rejectedBy: ['agent.budget-shared'],
    edits: [edit(BUDGET, 'usage.inputTokens + usage.outputTokens', 'usage.outputTokens / 1_000')],
  },
  {
    fault: 'a workflow counts each call for the run alone',
    rejectedBy: ['agent.usage'],
    edits: [edit(SPENDING, '[run, ofAgent, ofAgent.part', '[run, ofAgent.part')],
  },
];
