import type { Page } from 'playwright-core';
import { comesTo } from './playground.ts';

/** Runs the form in memory and returns the input of the workflow. */
export async function result(page: Page): Promise<unknown> {
  await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
  const before = page.url();
  await page.locator('.form').getByRole('button', { name: 'Run' }).click();
  await page.waitForURL((url) => url.href !== before && url.pathname.startsWith('/runs/'));
  const shown = await comesTo(page, 'asyncio', 'completed');
  return JSON.parse((await shown.locator('.result pre').textContent()) ?? '');
}

/** Whether the field has the focus. */
export function isFocused(page: Page, label: string): Promise<boolean> {
  return page.getByLabel(label, { exact: true }).evaluate((element) => element.matches(':focus'));
}

/** Returns the visible text of a select. */
export function shownChoice(page: Page, label: string): Promise<string | null> {
  return page.getByLabel(label).locator('option:checked').textContent();
}
