import { Route, Switch, useLocation } from 'wouter';
import type { AboutView } from '../../interface/about.ts';
import { Announcer } from './announcer.tsx';
import { Banner } from './banner.tsx';
import { Header } from './header.tsx';
import { Overview } from './overview.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { RunPage } from './run-page.tsx';
import { SourceView } from './source-view.tsx';
import { Workflows } from './workflows.tsx';

/** The page: the workflows, what is run, and the file of the workflow that is in view. */
export function App({ about }: { about: AboutView }) {
  const [location] = useLocation();
  const [, place, first = '', id = ''] = location.split('/').map(decodeURIComponent);
  // A run's id is its workflow's name, a hyphen and eight more.
  const named = place === 'workflows' ? first : id.slice(0, -9);
  const workflow = about.workflows.find(({ name }) => name === named) ?? about.workflows[0];
  const sidebar = (
    <aside key="sidebar" className="sidebar" aria-label="Workflows and runs">
      <Workflows about={about} selected={workflow?.name ?? ''} />
      <RecentRuns />
    </aside>
  );
  const main = (
    <main key="main" id="main" tabIndex={-1}>
      <Switch>
        <Route path="/runs/:engines/:id">
          {({ engines, id: run }) => <RunPage engines={engines.split('+')} id={run} about={about} />}
        </Route>
        <Route>
          {workflow !== undefined && (
            <Overview workflow={workflow} hasTimer={about.workflows.some(({ name }) => name === 'timer')} />
          )}
        </Route>
      </Switch>
    </main>
  );
  return (
    <>
      <a className="skip" href="#main">
        Skip to the runs
      </a>
      <Header />
      <Banner about={about} />
      <div className="columns">
        {/* Who comes for a run finds it first, also on a telephone. */}
        {place === 'runs' ? [main, sidebar] : [sidebar, main]}
        {workflow !== undefined && <SourceView key="source" workflow={workflow.name} />}
      </div>
      <Announcer />
    </>
  );
}
