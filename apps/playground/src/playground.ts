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

/** A running playground. */
export interface Playground extends AsyncDisposable {
  /** Origin of its page. */
  readonly origin: string;
  readonly model: AnsweringModel;
  /** Description of the agent's tools. */
  readonly tools: string;
  /** The workflow file, and the workflows that it exports. */
  readonly file: URL;
  readonly workflows: Workflows;
  readonly engines: Engines;
  readonly runs: Runs;
  readonly versions: Versions;
  /** Version of the last change of an engine. */
  readonly enginesVersion: () => number;
  /** The first question. */
  readonly question: string;
  /** Builds and serves the page. Until then, only the article is served. */
  servePage(): Promise<void>;
}

/** Options for {@link openPlayground}. */
export interface PlaygroundOptions {
  readonly config: Config;
  /** Ports to try in order; 0 is any free port. */
  readonly ports: readonly number[];
  /** A file with the user's workflows. Default: the built-in workflows. */
  readonly workflows?: URL;
  /** Cancels all runs. */
  readonly signal: AbortSignal;
}

const QUESTION = 'What is durable execution?';
const BUILT_IN = new URL('workflows/index.ts', import.meta.url);

/** Starts the server and the model. An engine is opened by its first run. */
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
          versions.notify();
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
    // A stand-in reads the article by default; a real model needs its URL.
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
