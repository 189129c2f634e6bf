import { Agent, type LLMClass } from '../agent/agent.ts';
import type { AugmentedLLM, StructuredParams } from '../agent/augmented-llm.ts';
import { type ModelInput, toMessages } from '../model/input.ts';
import { textOf } from '../model/messages.ts';
import type { RequestParams } from '../model/params.ts';
import type { Schema } from '../model/schema.ts';

/** What answers as a model does: one that an agent has attached, or a pattern. So patterns stand in one another. */
export interface TextGenerator {
  generateStr(message: ModelInput, params?: RequestParams): Promise<string>;
  generateStructured<T>(message: ModelInput, schema: Schema<T>, params?: StructuredParams): Promise<T>;
}

/** What every pattern is made from: the model that it gives to its agents. mcp-agent's `llm_factory`. */
export interface PatternOptions {
  /** A provider's class, such as `OpenAIAugmentedLLM`. An agent is given a new one for each task. */
  readonly llm: LLMClass<AugmentedLLM>;
  /** How that model is asked, by all of the pattern's agents. */
  readonly params?: RequestParams;
}

/** Who does a part of the work: an agent, which is given the pattern's model, or what answers by itself. */
export type Participant = Agent | TextGenerator;

/** What a participant answers with. */
export async function modelOf(
  participant: Participant,
  { llm, params }: PatternOptions,
): Promise<TextGenerator> {
  return 'attachLLM' in participant ? participant.attachLLM(llm, params) : participant;
}

/** Brings an answer into a form, where it is not a model's own that could have been asked for in that form. */
export async function bringIntoForm<T>(
  options: PatternOptions,
  answer: string,
  schema: Schema<T>,
  params: StructuredParams | undefined,
): Promise<T> {
  const agent = new Agent({
    name: 'structured-output',
    instruction: 'Bring what you are told into the form that is asked for. Add nothing of your own.',
  });
  return (await modelOf(agent, options)).generateStructured(answer, schema, params);
}

/** What of the way in which a form is asked for counts for an answer that has none. */
export function withoutForm(params: StructuredParams = {}): RequestParams {
  const { name: _, maxRepairs: __, ...asked } = params;
  return asked;
}

/** The words of what a model is told. */
export function wordsOf(message: ModelInput): string {
  return toMessages(message)
    .map(({ content }) => textOf(content))
    .join('\n\n');
}

/** A part of a prompt that somebody else has written, set off from what the pattern says itself. */
export function quote(what: string, text: string, name?: string): string {
  return `<${what}${name === undefined ? '' : ` name=${JSON.stringify(name)}`}>\n${text}\n</${what}>`;
}
