import { edit, type Mutant } from '../mutant.ts';
import { GENERATION, LIST_SERVERS, LLM, TOOL_CALLS, TOOL_ROUND, TURNS } from './files.ts';

/** Agents and their conversations. */
export const agents: readonly Mutant[] = [
  {
    fault: 'the answers of several tools come in another order than their calls',
    rejectedBy: ['agent.parallel-tools'],
    edits: [
      edit(
        TOOL_ROUND,
        'await Promise.all(calls.map(one))',
        '(await Promise.all(calls.map(one))).toReversed()',
      ),
    ],
  },
  {
    fault: 'a tool that the model made up ends the agent',
    rejectedBy: ['agent.unknown-tool'],
    edits: [
      edit(
        TOOL_CALLS,
        'if (target === undefined) return failure(',
        'if (target === undefined) throw new Error(',
      ),
    ],
  },
  {
    fault: 'an agent lists its tools as a step of its own',
    rejectedBy: ['agent.three-activities'],
    edits: [
      edit(
        LLM,
        'return this.#generate(message, params, {}, answersOf);',
        'await this.agent.listTools();\n      return this.#generate(message, params, {}, answersOf);',
      ),
    ],
  },
  {
    fault: 'an agent whose server cannot be reached goes on without tools',
    rejectedBy: ['agent.unknown-server', 'agent.server-start'],
    edits: [
      edit(
        LIST_SERVERS,
        'source.listTools(server, { signal, log, ...able });',
        'source.listTools(server, { signal, log, ...able }).catch(() => []);',
      ),
    ],
  },
  {
    fault: 'a model that fails for good gives an empty answer',
    rejectedBy: ['agent.model-error'],
    edits: [
      edit(
        LLM,
        'const answers = await this.generate(message, params);',
        'const answers = await this.generate(message, params).catch(() => []);',
      ),
    ],
  },
  {
    fault: 'an agent has one turn more than it may',
    rejectedBy: ['agent.turn-limit'],
    edits: [edit(TURNS, 'left <= 0', 'left < 0')],
  },
  {
    fault: 'the model is never given the instruction',
    rejectedBy: ['agent.instruction'],
    edits: [edit(GENERATION, 'if (instruction !== undefined)', 'if (false)')],
  },
  {
    fault: 'an agent remembers what it was told to forget',
    rejectedBy: ['agent.history'],
    edits: [edit(LLM, 'if (!useHistory) return run(begin());', '')],
  },
];
