import type { AboutView } from '../../interface/about.ts';
import { usePlace } from '../state/use-place.ts';
import { useSelectedWorkflow } from '../state/use-selected-workflow.ts';
import { Announcer } from './announcer.tsx';
import { Banner } from './banner.tsx';
import { Header } from './header.tsx';
import { Name } from './name.tsx';
import { NotFound } from './not-found.tsx';
import { Overview } from './overview.tsx';
import { Part } from './part.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { RunPage } from './run-page.tsx';
import { SourceView } from './source-view.tsx';
import { Workflows } from './workflows.tsx';

/** The page: the workflows, a run or an overview, and the source of the selected workflow. */
export function App({ about }: { about: AboutView }) {
  const place = usePlace();
  const workflow = useSelectedWorkflow(place, about);
  const sidebar = (
    <aside key="sidebar" className="sidebar" aria-label="Workflows and runs">
      <Part>
        <Workflows about={about} selected={workflow?.name} />
      </Part>
      <Part>
        <RecentRuns />
      </Part>
    </aside>
  );
  const main = (
    <main key="main" id="main" tabIndex={-1}>
      <Part>
        {place.kind === 'run' ? (
          <RunPage engines={place.engines} id={place.id} about={about} />
        ) : workflow !== undefined ? (
          <Overview workflow={workflow} hasTimer={about.workflows.some(({ name }) => name === 'timer')} />
        ) : place.kind === 'workflow' ? (
          <NotFound>
            Workflow <Name of={place.name} className="mono" /> was not found. The workflow file does not
            export it.
          </NotFound>
        ) : (
          <NotFound>This URL is not the URL of a workflow or a run.</NotFound>
        )}
      </Part>
    </main>
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header />
      <Banner about={about} />
      <div className="columns">
        {/* On a narrow screen, the run comes first. */}
        {place.kind === 'run' ? [main, sidebar] : [sidebar, main]}
        {workflow !== undefined && (
          <Part key="source">
            <SourceView workflow={workflow.name} />
          </Part>
        )}
      </div>
      <Announcer />
    </>
  );
}
