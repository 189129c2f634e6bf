import { Link } from 'wouter';
import type { AboutView } from '../../interface/about.ts';
import { RunForm } from './run-form.tsx';

/** The workflows that the file exports; the one that is selected has its form. */
export function Workflows({ about, selected }: { about: AboutView; selected: string }) {
  return (
    <section aria-labelledby="workflows-title">
      <h2 id="workflows-title">Workflows</h2>
      <ul className="workflows">
        {about.workflows.map((workflow) => {
          const isSelected = workflow.name === selected;
          return (
            <li key={workflow.name} className={isSelected ? 'workflow selected' : 'workflow'}>
              <Link href={`/workflows/${encodeURIComponent(workflow.name)}`} aria-current={isSelected}>
                <span className="workflow-name">{workflow.name}</span>
                {workflow.description !== undefined && <span className="about">{workflow.description}</span>}
              </Link>
              {isSelected && <RunForm key={workflow.name} workflow={workflow} question={about.question} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
