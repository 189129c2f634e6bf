import type { Config } from '@mcp-agent/config';
import { Engines } from './engine/engines.ts';
import { type AnsweringModel, openModel } from './model/answering-model.ts';
import { buildPage } from './web/build-page.ts';
import { Runs } from './runs/runs.ts';
import { Versions } from './runs/versions.ts';
import { describeFetchServer } from './settings/settings.ts';
import { loadWorkflows, type Workflows } from './source/load-workflows.ts';
import { ARTICLE_PATH, createApp } from './web/app.ts';
import { listen } from './web/listen.ts';

/** All parts of a playground, running. */
export interface Playground extends AsyncDisposable {
  /** Where its page is. */
  readonly origin: string;
  readonly model: AnsweringModel;
  /** The tools that the agent has, for people. */
  readonly tools: string;
  /** The file of the workflows, and what it exports. */
  readonly file: URL;
  readonly workflows: Workflows;
  readonly engines: Engines;
  readonly runs: Runs;
  readonly versions: Versions;
  /** That of the last change to an engine. */
  readonly enginesVersion: () => number;
  /** A question to begin with. */
  readonly question: string;
  /** Serves the page; until then there is the article alone. */
  servePage(): Promise<void>;
}

/** What a playground is opened with. */
export interface PlaygroundOptions {
  readonly config: Config;
  /** Those to try in turn; 0 is any that is free. */
  readonly ports: readonly number[];
  /** A file of the user's own workflows. Default: the built-in ones. */
  readonly workflows?: URL;
  /** Ends all runs. */
  readonly signal: AbortSignal;
}

const QUESTION = 'What is durable execution?';
const BUILT_IN = new URL('workflows/index.ts', import.meta.url);

/** Starts the server and whoever answers. Engines are opened by the first run that wants them. */
export async function openPlayground({
  config,
  ports,
  workflows: file = BUILT_IN,
  signal,
}: PlaygroundOptions): Promise<Playground> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await listen(...ports));
  const article = site.origin + ARTICLE_PATH;
  const workflows = await loadWorkflows(file);
  const model = opened.use(await openModel(config, article));
  const versions = new Versions();
  let enginesVersion = versions.next();
  const engines = opened.use(
    new Engines({
      config: { ...config, openai: model.openai },
      file,
      workflows,
      signal,
      listener: {
        onChange: () => {
          enginesVersion = versions.next();
          versions.tell();
        },
        onProcess: ({ kind: { name } }, { kind, pid }) => runs.mark(name, kind, pid),
      },
    }),
  );
  const runs = opened.use(new Runs(versions, signal));
  const all = opened.move();
  const playground: Playground = {
    origin: site.origin,
    model,
    tools: describeFetchServer(config),
    file,
    workflows,
    engines,
    runs,
    versions,
    enginesVersion: () => enginesVersion,
    // A stand-in knows which page to read; a real model has to be told.
    question: model.kind === 'stand-in' ? QUESTION : `${QUESTION} Read ${article} first.`,
    servePage: async () => {
      const [page] = await Promise.all([buildPage(), engines.lookForMissing(config)]);
      site.serve(createApp(playground, page));
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
  site.serve(createApp(playground));
  return playground;
}
