import { type FormEvent, useRef } from 'react';
import { useLocation } from 'wouter';
import type { WorkflowView } from '../../interface/about.ts';
import { runPath } from '../../interface/place.ts';
import { startRun } from '../state/api.ts';
import { drafts } from '../state/drafts.ts';
import { readValue } from '../state/read-value.ts';
import { type Form, formOf } from '../state/schema.ts';
import { useAction } from '../state/use-action.ts';
import { useDraft } from '../state/use-draft.ts';
import { useEngineChoice } from '../state/use-engine-choice.ts';
import { EngineChoice } from './engine-choice.tsx';
import { ErrorChain } from './error-chain.tsx';
import { SchemaFields } from './schema-fields.tsx';

/** A form to run a workflow: its input and engines. */
export function RunForm({ workflow, question }: { workflow: WorkflowView; question: string }) {
  const name = `run ${workflow.name}`;
  const form = inputForm(workflow, question);
  const draft = useDraft(name);
  const choice = useEngineChoice();
  const [, navigate] = useLocation();
  const action = useAction();
  const element = useRef<HTMLFormElement>(null);
  const isReady = choice.all.length > 0 && !action.isBusy;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady) return;
    action.run(async () => {
      const input = readValue(form, draft) ?? null;
      const started = await startRun({ workflow: workflow.name, engines: [...choice.engines], input });
      navigate(runPath(choice.engines, started.id));
      // Do not move the focus while the user types.
      if (!isTypingIn(element.current)) document.getElementById('main')?.focus({ preventScroll: false });
    });
  };
  return (
    <form ref={element} className="form" onSubmit={submit}>
      <SchemaFields form={name} fields={form.fields} />
      <EngineChoice choice={choice} />
      <button type="submit" className="primary" disabled={!isReady}>
        Run
      </button>
      {Object.keys(draft).length > 0 && (
        <button type="button" onClick={() => drafts.clear(name)}>
          Reset the fields
        </button>
      )}
      <div role="alert">
        <ErrorChain errors={action.errors} />
      </div>
    </form>
  );
}

/** Returns the form. The default question of `research` depends on the model. */
function inputForm({ name, inputSchema }: WorkflowView, question: string): Form {
  const form = formOf(inputSchema);
  if (name !== 'research') return form;
  const fields = form.fields.map((field) => (field.name === 'query' ? { ...field, first: question } : field));
  return { ...form, fields };
}

function isTypingIn(form: HTMLFormElement | null): boolean {
  const { activeElement } = document;
  return form !== null && activeElement?.closest('form') === form && activeElement.matches('textarea, input');
}
