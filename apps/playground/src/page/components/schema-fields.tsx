import { useId } from 'react';
import { drafts } from '../state/drafts.ts';
import { shownText } from '../state/field-texts.ts';
import type { Field } from '../state/schema.ts';
import { useDraft } from '../state/use-draft.ts';
import { SchemaField } from './schema-field.tsx';

/** The fields of a form. Drafts are stored under the form's name. */
export function SchemaFields({ form, fields }: { form: string; fields: readonly Field[] }) {
  const id = useId();
  const draft = useDraft(form);
  return fields.map((field) => (
    <SchemaField
      key={field.name}
      id={`${id}-${field.name}`}
      field={field}
      text={shownText(field, draft)}
      onChange={(text) => drafts.set(form, field.name, text)}
    />
  ));
}
