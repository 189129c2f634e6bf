import { type FormEvent, useId, useState } from 'react';
import type { JsonObject } from '@mcp-agent/core';
import type { RunHead } from '../../interface/run.ts';
import { sendMessage } from '../state/api.ts';
import { readValue } from '../state/read-value.ts';
import { fieldsOf, type FieldText, firstTexts } from '../state/schema.ts';
import { useAction } from '../state/use-action.ts';
import { ErrorChain } from './error-chain.tsx';
import { Name } from './name.tsx';
import { Repeat } from './repeat.tsx';
import { SchemaField } from './schema-field.tsx';

interface MessageFormProps {
  readonly run: RunHead;
  readonly kind: 'signal' | 'query' | 'update';
  readonly name: string;
  readonly verb: string;
  readonly schema: JsonObject | undefined;
}

/** A message to a run: what it carries, and what was answered. */
export function MessageForm({ run, kind, name, verb, schema }: MessageFormProps) {
  const id = useId();
  // A query mostly takes nothing: it has fields only where it says so.
  const fields = kind === 'query' && schema === undefined ? [] : fieldsOf(schema);
  const [texts, setTexts] = useState<Readonly<Record<string, FieldText>>>(() => firstTexts(fields));
  const [answer, setAnswer] = useState<string>();
  const action = useAction();
  const send = async (): Promise<void> => {
    const value = fields.length === 0 ? undefined : readValue(schema, texts);
    const args = value === undefined || (schema === undefined && value === null) ? [] : [value];
    const answered = await sendMessage(run.engine, run.id, { kind, name, args });
    setAnswer(kind === 'signal' ? 'sent' : answered.answer);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    action.run(send);
  };
  return (
    <form className="message" onSubmit={submit} aria-label={`${kind} ${name}`}>
      <p className="message-name">
        <span className="kind">{kind}</span>{' '}
        <code>
          <Name of={name} />
        </code>
      </p>
      {fields.map((field) => (
        <SchemaField
          key={field.name}
          id={`${id}-${field.name}`}
          field={schema === undefined ? { ...field, title: 'What it carries, as JSON' } : field}
          text={texts[field.name] ?? ''}
          onChange={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
        />
      ))}
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
