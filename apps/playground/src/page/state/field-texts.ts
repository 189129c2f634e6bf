import type { Draft } from './drafts.ts';
import type { Field, FieldText } from './schema.ts';

/** Returns the text of a field: its draft or its default. */
export function shownText(field: Field, draft: Draft): FieldText {
  const typed = Object.hasOwn(draft, field.name) ? draft[field.name] : undefined;
  return typed !== undefined && fits(field, typed) ? typed : field.first;
}

/** Whether a field can show a draft, which may be older than the schema: a hidden value must not be sent. */
function fits({ type, choices }: Field, typed: FieldText): boolean {
  if (type === 'boolean') return typeof typed === 'boolean';
  if (type === 'choice') return typed === '' || choices.some(({ text }) => text === typed);
  return typeof typed === 'string' && (type !== 'number' || !Number.isNaN(Number(typed)));
}
