import type { Config } from '@mcp-agent/config';
import { Engines } from './engine/engines.ts';
import { type AnsweringModel, openModel } from './model/answering-model.ts';
import { Runs } from './runs/runs.ts';
import { describeFetchServer } from './settings/settings.ts';
import { ARTICLE_PATH, createApp } from './web/app.ts';
import { listen } from './web/listen.ts';

/** All parts of a playground, running. */
export interface Playground extends AsyncDisposable {
  /** Where its page is. */
  readonly origin: string;
  readonly model: AnsweringModel;
  /** The tools that the agent has, for people. */
  readonly tools: string;
  readonly engines: Engines;
  readonly runs: Runs;
  /** A question to begin with. */
  readonly question: string;
}

const QUESTION = 'What is durable execution?';

/** Starts the page and whoever answers. Engines are opened by the first run that wants them. */
export async function openPlayground(
  config: Config,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<Playground> {
  await using opened = new AsyncDisposableStack();
  const site = opened.use(await listen(...ports));
  const article = site.origin + ARTICLE_PATH;
  const model = opened.use(await openModel(config, article));
  const engines = opened.use(new Engines({ ...config, openai: model.openai }));
  const runs = opened.use(new Runs(engines, signal));
  const all = opened.move();
  const playground: Playground = {
    origin: site.origin,
    model,
    tools: describeFetchServer(config),
    engines,
    runs,
    // A stand-in knows which page to read; a real model has to be told.
    question: model.kind === 'stand-in' ? QUESTION : `${QUESTION} Read ${article} first.`,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
  site.serve(createApp(playground));
  return playground;
}
