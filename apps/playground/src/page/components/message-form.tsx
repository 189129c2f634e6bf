import { type FormEvent, useState } from 'react';
import type { JsonObject } from '@mcp-agent/core';
import type { RunHead } from '../../interface/run.ts';
import { sendMessage } from '../state/api.ts';
import { keyOf } from '../state/live.ts';
import { readValue } from '../state/read-value.ts';
import { type Form, formOf } from '../state/schema.ts';
import { useAction } from '../state/use-action.ts';
import { useDraft } from '../state/use-draft.ts';
import { ErrorChain } from './error-chain.tsx';
import { Name } from './name.tsx';
import { Repeat } from './repeat.tsx';
import { SchemaFields } from './schema-fields.tsx';

interface MessageFormProps {
  readonly run: RunHead;
  readonly kind: 'signal' | 'query' | 'update';
  readonly name: string;
  readonly verb: string;
  readonly schema: JsonObject | undefined;
}

/** A form to send a message to a run. Shows the result. */
export function MessageForm({ run, kind, name, verb, schema }: MessageFormProps) {
  const form = messageForm(kind, schema);
  const formName = JSON.stringify([keyOf(run), kind, name]);
  const draft = useDraft(formName);
  const [answer, setAnswer] = useState<string>();
  const action = useAction();
  const send = async (): Promise<void> => {
    const value = readValue(form, draft);
    const args = value === undefined ? [] : [value];
    const answered = await sendMessage(run.engine, run.id, { kind, name, args });
    setAnswer(kind === 'signal' ? 'sent' : answered.answer);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!action.isBusy) action.run(send);
  };
  return (
    <form className="message" onSubmit={submit} aria-label={`${kind} ${name}`}>
      <p className="message-name">
        <span className="kind">{kind}</span>{' '}
        <code>
          <Name of={name} />
        </code>
      </p>
      <SchemaFields form={formName} fields={form.fields} />
      <div className="message-do">
        <button type="submit" disabled={action.isBusy}>
          {verb}
        </button>
        {kind === 'query' && <Repeat what={send} />}
      </div>
      {answer !== undefined && <output className="mono">{answer}</output>}
      <ErrorChain errors={action.errors} />
    </form>
  );
}

/** Most queries have no arguments, so a query has fields only if it has a schema. */
function messageForm(kind: MessageFormProps['kind'], schema: JsonObject | undefined): Form {
  if (schema !== undefined) return formOf(schema);
  const { fields, isWhole } = formOf(undefined);
  if (kind === 'query') return { fields: [], isWhole };
  return { fields: fields.map((field) => ({ ...field, title: 'Value, as JSON' })), isWhole };
}
