import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../test-support/browser/accessible.ts';
import { findBrowser } from '../test-support/browser/find-browser.ts';
import { BrowserTest, comesTo, picture } from '../test-support/browser/playground.ts';
import * as workflows from '../test-support/hostile-names.ts';

const NAMES = Object.values(workflows).map(({ name }) => name);

const WORKFLOWS = new URL('../test-support/hostile-names.ts', import.meta.url);

const browser = await findBrowser();
const why = 'why' in browser ? ` (skipped: no browser: ${browser.why})` : '';

describe.skipIf(why !== '')(`names and addresses of the page${why}`, () => {
  let playground: BrowserTest;

  beforeAll(async () => {
    playground = await BrowserTest.start(browser, { workflows: WORKFLOWS });
  });

  afterAll(() => playground?.[Symbol.asyncDispose]());

  test.each(NAMES.filter((name) => !name.startsWith('waits')))(
    'selects and runs the workflow %j, and shows it again after a reload',
    async (name) => {
      const title = name.trim() === '' ? '(no name)' : name;
      const { page, faults } = await playground.visit();
      await page.locator('.workflow-name').nth(NAMES.indexOf(name)).click();
      await page.getByLabel(`Source of ${name}`, { exact: true }).waitFor();
      await page.reload();
      const selected = page.locator('.workflow.selected');
      await selected.waitFor();
      expect(await selected.locator('.workflow-name').textContent()).toBe(title);
      await selected.getByRole('radio', { name: 'In memory' }).check();
      await selected.getByRole('button', { name: 'Run' }).click();
      const shown = await comesTo(page, 'asyncio', 'completed');
      expect(await shown.locator('.result pre').textContent()).toBe(name);
      expect(await page.locator('h1').textContent()).toBe(title);
      await page.reload();
      await comesTo(page, 'asyncio', 'completed');
      expect(await page.locator('h1').textContent()).toBe(title);
      expect(await page.locator('.workflow.selected .workflow-name').textContent()).toBe(title);
      expect(await page.locator('.recent a[aria-current="true"] .recent-name').textContent()).toBe(title);
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  test('a run with hostile names receives its signals', async () => {
    const { page, faults } = await playground.visit();
    await page.locator('.workflow-name', { hasText: 'waits/for signals' }).click();
    await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
    await page.locator('.form').getByRole('button', { name: 'Run' }).click();
    const signals = page.locator('form.message');
    await signals.nth(1).waitFor();
    await picture(page, 'hostile-signals');
    for (const index of [1, 0]) await signals.nth(index).getByRole('button', { name: 'Send' }).click();
    await comesTo(page, 'asyncio', 'completed');
    expect(faults).toEqual([]);
    await page.close();
  });

  test.each([320, 768, 1024, 1440])(
    'at %i pixels, no name overflows the page or overlaps another workflow',
    async (width) => {
      const { page } = await playground.visit('/', { width });
      await page.locator('.chart, .workflow.selected').first().waitFor();
      for (const link of await page.locator('.workflow > a').all()) {
        // The click fails if another element covers the link.
        await link.click({ trial: true });
      }
      await page.locator('.workflow > a', { hasText: workflows.unbroken.name }).click();
      await expectWithin();
      await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
      await page.locator('.form').getByRole('button', { name: 'Run' }).click();
      await comesTo(page, 'asyncio', 'completed');
      await expectWithin();
      await page.close();

      async function expectWithin(): Promise<void> {
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        expect(await overflowing()).toEqual([]);
      }

      function overflowing(): Promise<string[]> {
        return page.evaluate<string[]>(`[...document.querySelectorAll('.sidebar *, main *')]
          .filter((element) => element.getBoundingClientRect().right > ${width} + 0.5)
          .map((element) => element.className)`);
      }
    },
  );

  test('screenshots of hostile names', async () => {
    const { page } = await playground.visit();
    await page.locator('.workflow > a', { hasText: workflows.html.name }).click();
    await page.locator('.source .hljs-keyword').first().waitFor();
    await picture(page, 'hostile-names');
    await expectAccessible(page);
    await page.close();
  });

  test('never reports a new run as not found', async () => {
    const { page } = await playground.visit();
    await page.evaluate(`new MutationObserver(() => {
      if (document.querySelector('.not-found') !== null) document.body.dataset.wasNotFound = 'yes';
    }).observe(document.body, { childList: true, subtree: true })`);
    for (let index = 0; index < 5; index += 1) {
      const before = page.url();
      await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
      await page.locator('.form').getByRole('button', { name: 'Run' }).click();
      await page.waitForURL((url) => url.href !== before);
      await comesTo(page, 'asyncio', 'completed');
    }
    expect(await page.locator('body').getAttribute('data-was-not-found')).toBeNull();
    await page.close();
  });

  test.each([
    '/workflows/%E0%A4%A',
    '/workflows/%',
    '/workflows/none',
    '/workflows/none/of/it',
    '/workflows',
    '/runs',
    '/runs/asyncio',
    '/runs/asyncio/',
    '/runs/asyncio/none',
    '/runs//none',
    '/runs/asyncio/a/b',
    '/runs/asyncio+/none',
    '/runs/%ff/%ff',
    '/runs/postgres/none',
    '//',
    '/nowhere',
  ])('%s has status 404 and a link to the overview', async (path) => {
    const response = await fetch(playground.origin + path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('text/html');
    const { page, faults } = await playground.visit(path);
    await page.getByRole('heading', { level: 1, name: 'Not found' }).waitFor();
    await page.locator('main').getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'One workflow, two engines' }).waitFor();
    expect(faults).toEqual([expect.stringContaining('404')]);
    await page.close();
  });

  test('a part of the page that fails shows an error, and the other parts stay', async () => {
    const { page } = await playground.visit('/', {
      answers: {
        '/api/about': (about: string) => about.replace('"description":"plain"', '"description":{}'),
      },
      heading: 'This part of the page failed',
    });
    expect(await page.getByRole('alert').textContent()).toContain('Objects are not valid as a React child');
    await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
    await expectAccessible(page);
    await page.close();
  });

  test('a page that cannot be loaded shows the reason and a button to try again', async () => {
    const { page } = await playground.visit('/', {
      answers: { '/api/about': () => 'The playground is starting.' },
      heading: 'The page could not be loaded',
    });
    expect(await page.getByRole('alert').textContent()).toContain('The playground is starting.');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Workflows' }).waitFor();
    await page.close();
  });
});
