import { buildPage } from '../web/build-page.ts';

/** The page is built once, before the tests that serve it. */
export default async function setup(): Promise<void> {
  await buildPage();
}
