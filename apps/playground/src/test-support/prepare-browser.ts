import { findBrowser } from './browser/find-browser.ts';

/** Downloads the browser once, before concurrent test files need it. */
export default async function setup(): Promise<void> {
  await findBrowser();
}
