import { edit, type Mutant } from '../mutant.ts';
import {
  AGENT,
  AGENT_TOOL,
  ASSISTANT_MESSAGE,
  BUDGET,
  CALL_QUEUE,
  CHECK_PARAMS,
  ESTIMATE_USAGE,
  FAILED_USAGE,
  GENERATION,
  LLM,
  PROVIDER,
  RESUME,
  RUN_BUDGET,
  RUN_BUDGETS,
  TIME_BUDGET,
  TOOL_ERRORS,
} from './files.ts';

/** The loop of model and tools, and its limits. */
export const loop: readonly Mutant[] = [
  {
    fault: 'a tool that fails for good loses the results of the others',
    rejectedBy: ['agent.resume'],
    edits: [
      edit(
        GENERATION,
        "for (const [index, outcome] of outcomes.entries()) this.#add(outcome, calls[index]?.id ?? '');",
        "for (const outcome of outcomes) if ('error' in outcome) throw outcome.error;\n" +
          "    for (const [index, outcome] of outcomes.entries()) this.#add(outcome, calls[index]?.id ?? '');",
      ),
    ],
  },
  {
    fault: 'a question follows the result of a tool without an answer between them',
    rejectedBy: ['agent.resume'],
    edits: [edit(RESUME, "if (last?.role !== 'user' && last?.role !== 'tool') return;", 'if (last) return;')],
  },
  {
    fault: 'a tool name that the model made up is sent back as it is',
    rejectedBy: ['agent.made-up-tool'],
    edits: [edit(ASSISTANT_MESSAGE, 'const name = allowedName(originalName);', 'const name = originalName;')],
  },
  {
    fault: 'an agent as a tool that reaches its turn limit fails its caller',
    rejectedBy: ['agent.agent-tool-limit'],
    edits: [edit(TOOL_ERRORS, 'TurnLimitError.isInstance(error) ||', '')],
  },
  {
    fault: 'a handoff without history changes the active agent',
    rejectedBy: ['agent.history-handoff'],
    edits: [
      edit(
        LLM,
        'if (!useHistory) return run(begin());',
        'if (!useHistory) {\n      const aside = begin();\n' +
          '      return run(aside).finally(() => {\n        this.#agent = aside.agent;\n      });\n    }',
      ),
    ],
  },
  {
    fault: 'concurrent questions share a conversation at the same time',
    rejectedBy: ['agent.queue'],
    edits: [edit(CALL_QUEUE, 'if (!isFirst()) await ctx.condition(isFirst);', '')],
  },
  {
    fault: 'a question that is cancelled in the queue is asked at once',
    rejectedBy: ['agent.queue-cancelled'],
    edits: [
      edit(CALL_QUEUE, 'await ctx.condition(isFirst);', 'await ctx.condition(isFirst).catch(() => {});'),
    ],
  },
  {
    fault: 'a tool that asks its own model waits for itself',
    rejectedBy: ['agent.queue-itself'],
    hangs: true,
    edits: [edit(CALL_QUEUE, 'if (this.#inCallback) {', 'if (this.#inCallback && agent === "") {')],
  },
  {
    fault: 'the model may call tools in its last answer',
    rejectedBy: ['agent.last-answer'],
    edits: [edit(GENERATION, "...(last && { toolChoice: 'none' })", '')],
  },
  {
    fault: 'an answer ends where the service pauses',
    rejectedBy: ['agent.pause'],
    edits: [edit(GENERATION, "else if (message.stopReason !== 'pause' || last)", 'else')],
  },
  {
    fault: 'the model must call a tool in each answer',
    rejectedBy: ['agent.tool-choice'],
    edits: [edit(GENERATION, 'this.#turns.taken > 1 ? withoutToolChoice(params) : params', 'params')],
  },
  {
    fault: 'an unknown parameter is ignored',
    rejectedBy: ['agent.params'],
    edits: [edit(CHECK_PARAMS, 'if (known.includes(name)) continue;', 'if (known.length > 0) continue;')],
  },
  {
    fault: 'only the limit of a call holds',
    rejectedBy: ['agent.budget-shared'],
    edits: [edit(RUN_BUDGET, '[limit, agentBudget(ctx, agent), ...runBudgets(ctx).all]', '[limit]')],
  },
  {
    fault: 'what an agent as a tool uses is free for its caller',
    rejectedBy: ['agent.budget-tools'],
    edits: [edit(AGENT_TOOL, '[budget, params.limit]', '[params.limit]')],
  },
  {
    fault: 'a call is made that cannot fit the limit',
    rejectedBy: ['agent.budget-next'],
    edits: [edit(BUDGET, 'this.#tokensUsed + expected > tokens', 'this.#tokensUsed > tokens')],
  },
  {
    fault: 'a time limit does not stop what runs',
    rejectedBy: ['agent.budget-time'],
    hangs: true,
    edits: [edit(TIME_BUDGET, 'if (time === undefined) return work();', 'if (agent) return work();')],
  },
  {
    fault: 'no budget is checked',
    rejectedBy: ['agent.budget'],
    edits: [edit(GENERATION, 'budget.check(ctx, agent, conversation.inputTokens);', '')],
  },
  {
    fault: 'the time of a child starts with its first model call',
    rejectedBy: ['agent.budget-children'],
    edits: [edit(RUN_BUDGETS, 'if (this.#time !== undefined) budget.startTime(this.#time.startedAt);', '')],
  },
  {
    fault: 'a child that continues as new is stopped once',
    rejectedBy: ['agent.budget-children'],
    edits: [edit(RUN_BUDGETS, '      this.#isSpent = false;\n', '')],
  },
  {
    fault: 'a child has a budget of its own',
    rejectedBy: ['agent.budget-children'],
    edits: [edit(RUN_BUDGETS, 'const shared = ctx.inherited?.[BUDGET];', 'const shared = undefined;')],
  },
  {
    fault: 'the model calls of a child are free for its parent',
    rejectedBy: ['agent.budget-children'],
    edits: [edit(RUN_BUDGETS, 'UsageBudget.combine(this.all).count(spent);', '')],
  },
  {
    fault: 'concurrent children each use all that was left when they started',
    rejectedBy: ['agent.budget-siblings'],
    edits: [edit(RUN_BUDGETS, 'if (this.#isSpent) return;', 'return;')],
  },
  {
    fault: 'what a server samples is free',
    rejectedBy: ['agent.sampling-budget'],
    edits: [edit(LLM, 'samplingParams(request, { ...params, limit })', 'samplingParams(request, {})')],
  },
  {
    fault: 'what a server samples after a handoff counts in the limit of the first agent',
    rejectedBy: ['agent.sampling-budget'],
    edits: [edit(LLM, 'budgetFor(ctx, agent, params.limit)', 'budgetFor(ctx, this.#agent, params.limit)')],
  },
  {
    fault: 'each sampling in a tool call without a model has a limit of its own',
    rejectedBy: ['agent.sampling-budget'],
    edits: [edit(AGENT, 'llm.sample(request, this, params)', 'llm.sample(request, this, this.#params)')],
  },
  {
    fault: 'corrections of a structured answer count in maxIterations',
    rejectedBy: ['agent.structured-turns'],
    edits: [edit(GENERATION, 'this.#turns.addCorrection();', '')],
  },
  {
    fault: 'the last answer is requested by a second message of the user',
    rejectedBy: ['agent.structured-turns'],
    edits: [
      edit(PROVIDER, "last?.role === 'tool' || last?.role === 'user'", "last?.role === 'tool'"),
      edit(
        PROVIDER,
        '    : messages;',
        "    : [...messages, { id: 'notice', role: 'user', content: [{ type: 'text', text }] }];",
      ),
    ],
  },
  {
    fault: 'the tokens of failed attempts are free',
    rejectedBy: ['agent.failed-usage'],
    edits: [edit(FAILED_USAGE, 'if (spent === undefined) return;', 'if (spent !== answered) return;')],
  },
  {
    fault: 'a model whose service reports no usage is free',
    rejectedBy: ['agent.estimated-usage'],
    edits: [
      edit(ESTIMATE_USAGE, 'reported(usage.inputTokens) || inputTokensOf(request)', 'usage.inputTokens'),
      edit(ESTIMATE_USAGE, 'reported(usage.outputTokens) || outputTokensOf(response)', 'usage.outputTokens'),
    ],
  },
];
