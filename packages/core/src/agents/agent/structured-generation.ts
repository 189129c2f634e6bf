import { fromJson } from '../../runtime/values/json.ts';
import { type OutputForm, outputForm, unwrap } from '../model/answer-form.ts';
import type { StructuredParams } from '../model/params.ts';
import { type DeepPartial, PartialAnswer } from '../model/partial-answer.ts';
import type { Schema } from '../model/schema.ts';
import { readAnswer, schemaMismatch } from '../model/structured-answer.ts';
import type { GenerateEvent, StructuredEvent } from './event.ts';
import type { Generation } from './generation.ts';

/** What a structured answer needs beside its request. */
export interface StructuredForm<T> {
  readonly schema: Schema<T>;
  readonly output: OutputForm;
  readonly maxRepairs: number;
}

/** Returns the form of a structured answer. */
export function formOf<T>(
  schema: Schema<T>,
  { name = 'answer', maxRepairs = 2 }: StructuredParams,
): StructuredForm<T> {
  return { schema, output: outputForm(name, schema), maxRepairs };
}

/**
 * Returns the value of a generation's last answer. Requests another answer in place of one that does not fit.
 *
 * @param onRepair called before another answer is requested
 */
export async function generateForm<T>(
  generation: Generation,
  { schema, output, maxRepairs }: StructuredForm<T>,
  onRepair: () => void = () => {},
): Promise<T> {
  let answer = await generation.run();
  for (let repairs = 0; ; repairs += 1) {
    const checked = await readAnswer(answer, schema, output);
    if ('value' in checked) return checked.value;
    const { problems } = checked;
    if (repairs >= maxRepairs) throw schemaMismatch(answer, problems, repairs);
    onRepair();
    answer = await generation.again(
      `The answer does not match the requested schema: ${problems.join('; ')}. Answer again in full, with JSON only.`,
    );
  }
}

/** Adds the value of the answer so far to the events of a generation. */
export function withPartials<T>(
  emit: (event: StructuredEvent<T>) => void,
  output: OutputForm,
): (event: GenerateEvent) => void {
  let answer = new PartialAnswer();
  return (event) => {
    emit(event);
    if (event.type === 'restart' || event.type === 'message') answer = new PartialAnswer();
    if (event.type !== 'text' || !answer.push(event.delta) || answer.value === undefined) return;
    const value = unwrap(answer.value, output);
    if (value !== undefined) emit({ type: 'partial', value: fromJson<DeepPartial<T>>(value) });
  };
}
