import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Playground } from '../playground.ts';
import { guard, headers } from './guard.ts';

/** What is served, by its path: each file is read when it is asked for, so that an edit shows on reload. */
const FILES = [
  { path: '/', file: 'page/index.html', type: 'text/html' },
  { path: '/page.js', file: 'page/page.js', type: 'text/javascript' },
  { path: '/style.css', file: 'page/style.css', type: 'text/css' },
  { path: '/pages/durable-execution', file: 'pages/durable-execution.html', type: 'text/html' },
];

/** Where the article is that a first question reads. */
export const ARTICLE_PATH = '/pages/durable-execution';

const WORKFLOW_FILE = new URL('../workflows.ts', import.meta.url);
const MOST_OPEN_RUNS = 8;
const LARGEST_REQUEST = 64 * 1024;

/** The playground as a web application. */
export function createApp(playground: Playground): Hono {
  const app = new Hono();
  app.use(headers());
  app.use(guard(playground.origin));
  for (const { path, file, type } of FILES) {
    app.get(path, async (c) => {
      const content = await readFile(new URL(file, import.meta.url));
      return c.body(content, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' });
    });
  }
  addInterface(app, playground);
  app.notFound((c) => c.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, c) => c.json({ error: error.message }, 500));
  return app;
}

/** The JSON that the page is made from. */
function addInterface(app: Hono, { runs, engines, model, tools, question }: Playground): void {
  const asked = z.object({
    engine: z.enum([...engines.names]),
    question: z.string().trim().min(1).max(4_000),
  });

  app.get('/api/playground', async (c) =>
    c.json({
      engines: engines.names,
      model: { kind: model.kind, notice: model.notice },
      tools,
      question,
      workflow: {
        file: 'apps/playground/src/workflows.ts',
        source: await readFile(WORKFLOW_FILE, 'utf8'),
      },
    }),
  );
  app.get('/api/runs', (c) => c.json(runs.list().map((run) => run.view())));
  app.get('/api/runs/:id', (c) => {
    const run = runs.get(c.req.param('id'));
    return run === undefined ? c.json({ error: 'There is no such run.' }, 404) : c.json(run.view());
  });
  app.post('/api/runs', async (c) => {
    const body = await c.req.text();
    if (body.length > LARGEST_REQUEST) return c.json({ error: 'The request is too large.' }, 413);
    const { data, error } = asked.safeParse(parseJson(body));
    if (data === undefined) return c.json({ error: z.prettifyError(error) }, 400);
    if (runs.list().filter((run) => run.isOpen).length >= MOST_OPEN_RUNS) {
      return c.json({ error: `${MOST_OPEN_RUNS} runs are under way: wait for one to end.` }, 429);
    }
    return c.json(runs.start(data.engine, data.question).view(), 202);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
