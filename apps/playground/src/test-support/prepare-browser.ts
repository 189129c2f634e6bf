import { findBrowser } from './browser/find-browser.ts';

/** Fetches the browser once, before test files that run side by side look for it. */
export default async function setup(): Promise<void> {
  await findBrowser();
}
