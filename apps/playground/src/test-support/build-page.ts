import { buildPage } from '../web/build-page.ts';

/** Builds the page once, before the tests that serve it. */
export default async function setup(): Promise<void> {
  await buildPage();
}
