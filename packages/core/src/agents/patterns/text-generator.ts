import { Agent, type LLMClass } from '../agent/agent.ts';
import type { AttachedLLM } from '../agent/attached-llm.ts';
import type { AugmentedLLM } from '../agent/augmented-llm.ts';
import { type ModelInput, toMessages } from '../model/input.ts';
import { textOf } from '../model/messages.ts';
import type { RequestParams, StructuredParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';

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

/** Converts a text answer into a value that fits `schema`, for sources that cannot produce one themselves. */
export async function bringIntoForm<T>(
  options: PatternOptions,
  answer: string,
  schema: Schema<T>,
  params: StructuredParams | undefined,
): Promise<T> {
  const agent = new Agent({
    name: 'structured-output',
    instruction: 'Convert the given text to the requested schema. Add nothing.',
  });
  return (await modelOf(agent, options)).generateStructured(answer, schema, params);
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
