import { Agent, type LLMClass } from '../agent/agent.ts';
import type { AttachedLLM } from '../agent/attached-llm.ts';
import type { AugmentedLLM } from '../agent/augmented-llm.ts';
import { type ModelInput, toMessages } from '../model/input.ts';
import { textOf } from '../model/messages.ts';
import type { RequestParams, StructuredParams, UsageLimit } from '../model/params.ts';

/**
 * A source of answers: the model attached to an agent, or a pattern. Patterns are text generators so that they
 * can be nested.
 */
export type TextGenerator = Pick<AttachedLLM, 'generateStr' | 'generateStructured'>;

/** Options of every pattern. mcp-agent's `llm_factory`. */
export interface PatternOptions {
  /** The provider class for the pattern's agents, such as `OpenAIAugmentedLLM`. Each task attaches a new instance. */
  readonly llm: LLMClass<AugmentedLLM>;
  /** Default request parameters for all agents of the pattern. */
  readonly params?: RequestParams;
  /**
   * Limit for all model calls of one call of the pattern together, or of all its calls if it is a {@link UsageBudget}.
   * Exceeding it throws {@link BudgetExceededError}.
   */
  readonly limit?: UsageLimit;
}

/** What to do when a participant of a pattern fails. */
export type OnFailure = 'fail' | 'continue';

/** Options of a pattern that can continue without a participant. */
export interface FailureOptions<On extends OnFailure = OnFailure> {
  /**
   * What to do when a participant fails: throw {@link PatternFailedError}, with the results of the others, or continue
   * without it. Default: `fail`. A cancellation of the pattern, and an exceeded limit of it, are no failures of a
   * participant.
   */
  readonly onFailure?: On;
}

/** A worker in a pattern: an agent, which answers with the pattern's model, or any {@link TextGenerator}. */
export type Participant = Agent | TextGenerator;

/** Returns the text generator of a participant. */
export async function modelOf(
  participant: Participant,
  { llm, params }: PatternOptions,
): Promise<TextGenerator> {
  return 'attachLLM' in participant ? participant.attachLLM(llm, params) : participant;
}

/** Returns the parameters without those that only structured output uses. */
export function withoutForm(params: StructuredParams = {}): RequestParams {
  const { name: _, maxRepairs: __, ...asked } = params;
  return asked;
}

/** Returns the text of a model input. */
export function wordsOf(message: ModelInput): string {
  return toMessages(message)
    .map(({ content }) => textOf(content))
    .join('\n\n');
}

/** Wraps text from another source in XML-style tags, to separate it from the pattern's own prompt. */
export function quote(what: string, text: string, name?: string): string {
  return `<${what}${name === undefined ? '' : ` name=${JSON.stringify(name)}`}>\n${text}\n</${what}>`;
}
