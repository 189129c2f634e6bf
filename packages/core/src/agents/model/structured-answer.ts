import { fromJson } from '../../runtime/values/json.ts';
import { ModelRefusalError, StructuredOutputError } from '../errors/model.ts';
import { type OutputForm, unwrap, wrapped } from './answer-form.ts';
import type { ModelAnswer } from './model-call.ts';
import { parseJson } from './parse-json.ts';
import { type Checked, checkWithStandard, type Schema } from './schema.ts';

/**
 * Returns the value of a structured answer, or what is wrong with it, in words for the model.
 *
 * @throws {@link ModelRefusalError} when the model refused
 * @throws {@link StructuredOutputError} when the answer is incomplete because it reached the token limit
 */
export async function readAnswer<T>(
  answer: ModelAnswer,
  schema: Schema<T>,
  output: OutputForm,
): Promise<Checked<T>> {
  const { text, stopReason } = answer.message;
  if (stopReason === 'refusal') {
    throw new ModelRefusalError(
      `The model refused to answer. Change the request, or use another model. Its reason: ${text}`,
      { reason: text },
    );
  }
  const checked = await checkAnswer(answer, schema, output);
  if ('problems' in checked && stopReason === 'max_tokens') throw truncated(text, checked.problems);
  return checked;
}

async function checkAnswer<T>(
  { message: { text }, problems = [], json: [start, end] = [0, text.length] }: ModelAnswer,
  schema: Schema<T>,
  output: OutputForm,
): Promise<Checked<T>> {
  if (problems.length > 0) return { problems };
  const read = parseJson(text, start, end);
  if ('fault' in read) return { problems: [read.fault] };
  const value = unwrap(wrapped(read.value, output), output) ?? null;
  return '~standard' in schema ? checkWithStandard(schema, value) : { value: fromJson<T>(value) };
}

/** Another request would end at the same limit. */
function truncated(text: string, problems: readonly string[]): StructuredOutputError {
  return new StructuredOutputError(
    "The model's answer does not match its schema, because it reached the token limit before its end.\n" +
      'Raise maxTokens, lower the reasoning effort, or request a shorter answer.',
    { problems, text, truncated: true },
  );
}

/** Returns the error for an answer that does not match its schema, after all repairs. */
export function schemaMismatch(
  { message }: ModelAnswer,
  problems: readonly string[],
  repairs: number,
): StructuredOutputError {
  return new StructuredOutputError(
    `The model's answer does not match its schema after ${repairs} repair requests: ${problems.join('; ')}.\n` +
      'Describe the fields in the schema, simplify it, raise maxRepairs, or use a stronger model.',
    { problems, text: message.text },
  );
}
