import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Refusal } from '../interface/error.ts';
import { type Place, placeOf } from '../interface/place.ts';
import type { Playground } from '../playground.ts';
import { viewError } from '../runs/error-view.ts';
import { createApi } from './api.ts';
import type { Asset } from './build-page.ts';
import { guard, headers } from './guard.ts';

/** Path of the article for the first question. */
export const ARTICLE_PATH = '/pages/durable-execution';

const ARTICLE = [
  { path: ARTICLE_PATH, file: 'pages/durable-execution.html', type: 'text/html' },
  { path: '/pages/article.css', file: 'pages/article.css', type: 'text/css' },
];
const MAX_REQUEST_BYTES = 256 * 1024;

/**
 * Creates the playground's web application.
 *
 * @param page the files of the page by path. Default: none, until the page is built.
 */
export function createApp(playground: Playground, page: ReadonlyMap<string, Asset> = new Map()): Hono {
  const app = new Hono();
  app.use(headers());
  app.use(guard(playground.origin));
  app.use(bodyLimit({ maxSize: MAX_REQUEST_BYTES }));
  for (const { path, file, type } of ARTICLE) {
    app.get(path, async (c) =>
      c.body(await readFile(new URL(file, import.meta.url)), 200, {
        'content-type': `${type}; charset=utf-8`,
      }),
    );
  }
  app.route('/api', createApi(playground));
  app.get('*', (c) => {
    const { path } = c.req;
    if (path.startsWith('/api/')) return c.notFound();
    const asset = page.get(path);
    // Any other path is a place within the page.
    const shown = asset ?? (path.startsWith('/assets/') ? undefined : page.get('/index.html'));
    if (shown === undefined) return c.notFound();
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const isFound = asset !== undefined || hasPlace(playground, placeOf(new URL(c.req.url).pathname));
    const headersOfShown = { 'content-type': shown.type, 'cache-control': cache };
    return c.body(new Uint8Array(shown.content), isFound ? 200 : 404, headersOfShown);
  });
  app.notFound((c) =>
    c.json<Refusal>(
      { errors: [{ code: 'NOT_FOUND', message: `The playground has nothing at ${c.req.path}.` }] },
      404,
    ),
  );
  app.onError((error, c) => {
    if (!(error instanceof HTTPException)) return c.json<Refusal>({ errors: viewError(error) }, 500);
    return c.json<Refusal>({ errors: [{ code: 'REJECTED', message: error.message }] }, error.status);
  });
  return app;
}

/** Whether a place of the page exists. The page itself reports a missing one. */
function hasPlace({ workflows, runs }: Playground, place: Place): boolean {
  if (place.kind === 'workflow') return workflows.has(place.name);
  if (place.kind === 'run') return place.engines.some((engine) => runs.get(engine, place.id) !== undefined);
  return place.kind === 'overview';
}
