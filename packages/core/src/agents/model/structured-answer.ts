import { fromJson } from '../../runtime/values/json.ts';
import { ModelRefusalError, StructuredOutputError } from '../errors/model.ts';
import type { ModelAnswer } from './provider.ts';
import { type Checked, checkWithStandard, type Schema } from './schema.ts';
import { readJson } from './structured.ts';

/** Returns the value of a structured answer, or what is wrong with it, in words for the model. */
export async function readAnswer<T>(
  { message, problems = [] }: ModelAnswer,
  schema: Schema<T>,
): Promise<Checked<T>> {
  if (message.stopReason === 'refusal') {
    throw new ModelRefusalError(
      `The model refused to answer. Change the request, or use another model. Its reason: ${message.text}`,
      { reason: message.text },
    );
  }
  if (problems.length > 0) return { problems };
  const read = readJson(message.text);
  if ('fault' in read) return { problems: [read.fault] };
  return '~standard' in schema ? checkWithStandard(schema, read.value) : { value: fromJson<T>(read.value) };
}

/** Returns the error for an answer that does not match its schema, after all repairs. */
export function schemaMismatch(
  { message }: ModelAnswer,
  problems: readonly string[],
  repairs: number,
): StructuredOutputError {
  return new StructuredOutputError(
    `The model's answer does not match its schema after ${repairs} repair requests: ${problems.join('; ')}. ` +
      'Describe the fields in the schema, simplify it, raise maxRepairs, or use a stronger model.',
    { problems, text: message.text },
  );
}
