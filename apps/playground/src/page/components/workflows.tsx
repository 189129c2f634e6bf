import { Link } from 'wouter';
import type { AboutView } from '../../interface/about.ts';
import { workflowPath } from '../../interface/place.ts';
import { Name } from './name.tsx';
import { RunForm } from './run-form.tsx';

/** The list of workflows. The selected one shows its form. */
export function Workflows({ about, selected }: { about: AboutView; selected: string | undefined }) {
  return (
    <section aria-labelledby="workflows-title">
      <h2 id="workflows-title">Workflows</h2>
      <ul className="workflows">
        {about.workflows.map((workflow) => {
          const isSelected = workflow.name === selected;
          return (
            <li key={workflow.name} className={isSelected ? 'workflow selected' : 'workflow'}>
              <Link href={workflowPath(workflow.name)} aria-current={isSelected}>
                <Name of={workflow.name} className="workflow-name" />
                {workflow.description !== undefined && (
                  <span className="about" dir="auto">
                    {workflow.description}
                  </span>
                )}
              </Link>
              {isSelected && <RunForm key={workflow.name} workflow={workflow} question={about.question} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
