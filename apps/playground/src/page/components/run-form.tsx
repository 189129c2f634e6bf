import { type FormEvent, useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { WorkflowView } from '../../interface/about.ts';
import { runPath } from '../../interface/place.ts';
import { startRun } from '../state/api.ts';
import { readValue } from '../state/read-value.ts';
import { useAction } from '../state/use-action.ts';
import { type FieldText, fieldsOf, firstTexts } from '../state/schema.ts';
import { EngineChoice, useEngineChoice } from './engine-choice.tsx';
import { ErrorChain } from './error-chain.tsx';
import { SchemaField } from './schema-field.tsx';

/** What a workflow takes, where it is to run, and the button that starts it. */
export function RunForm({ workflow, question }: { workflow: WorkflowView; question: string }) {
  const id = useId();
  const fields = fieldsOf(workflow.inputSchema);
  const [texts, setTexts] = useState<Readonly<Record<string, FieldText>>>(() => ({
    ...firstTexts(fields),
    ...(workflow.name === 'research' && { query: question }),
  }));
  const choice = useEngineChoice();
  const [, navigate] = useLocation();
  const action = useAction();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    action.run(async () => {
      const input = readValue(workflow.inputSchema, texts);
      const started = await startRun({ workflow: workflow.name, engines: [...choice.engines], input });
      navigate(runPath(choice.engines, started.id));
      document.getElementById('main')?.focus({ preventScroll: false });
    });
  };
  return (
    <form className="form" onSubmit={submit}>
      {fields.map((field) => (
        <SchemaField
          key={field.name}
          id={`${id}-${field.name}`}
          field={field}
          text={texts[field.name] ?? ''}
          onChange={(text) => setTexts((before) => ({ ...before, [field.name]: text }))}
        />
      ))}
      <EngineChoice choice={choice} />
      <button type="submit" className="primary" disabled={action.isBusy}>
        Run
      </button>
      <div role="alert">
        <ErrorChain errors={action.errors} />
      </div>
    </form>
  );
}
