import type { Locator, Page } from 'playwright-core';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../test-support/browser/find-browser.ts';
import { BrowserTest, comesTo, panel, picture, run } from '../test-support/browser/playground.ts';

const WORKFLOWS = new URL('../test-support/claims.ts', import.meta.url);

const browser = await findBrowser();
const why = 'why' in browser ? ` (skipped: no browser: ${browser.why})` : '';

describeWithTemporal('claims of the page', ({ address }) => {
  describe.skipIf(why !== '')(`in a browser${why}`, () => {
    let playground: BrowserTest;

    beforeAll(async () => {
      playground = await BrowserTest.start(browser, {
        env: { TEMPORAL_ADDRESS: address },
        workflows: WORKFLOWS,
      });
    });

    afterAll(() => playground?.[Symbol.asyncDispose]());

    test('Run restarts the processes that were killed', async () => {
      const { page } = await playground.visit();
      await run(page, 'waits', 'Both');
      const left = new URL(page.url()).pathname;
      await stepIn(page, 'asyncio', 2);
      await stepIn(page, 'temporal', 2);
      await panel(page, 'asyncio').getByRole('button', { name: 'Kill the process' }).click();
      await panel(page, 'temporal').getByRole('button', { name: 'Kill the worker' }).click();
      await comesTo(page, 'asyncio', 'lost');
      await panel(page, 'temporal').getByText('The run waits for a worker.').waitFor();
      await run(page, 'otherOrder', 'Both');
      for (const engine of ['asyncio', 'temporal'] as const) await comesTo(page, engine, 'completed');
      // The run of the killed worker has a worker again.
      const { page: old } = await playground.visit(left);
      await panel(old, 'temporal').getByText('The worker runs again.').waitFor();
      expect(await marks(panel(old, 'temporal'))).toEqual(['killed', 'started again']);
      await panel(old, 'temporal').getByRole('button', { name: 'Terminate' }).click();
      await comesTo(old, 'temporal', 'terminated');
      expect(await callout(panel(old, 'temporal'))).toContain('and the run was terminated');
      expect(await callout(panel(old, 'temporal'))).not.toContain('goes on');
      expect(await callout(panel(old, 'asyncio'))).toContain(
        'On Temporal, the run with this id was terminated.',
      );
      await Promise.all([page.close(), old.close()]);
    });

    test('reports a process that exits unexpectedly, and Run restarts it', async () => {
      const { page } = await playground.visit();
      await run(page, 'waits', 'In memory');
      await stepIn(page, 'asyncio', 2);
      const pid = (await page.locator('.engine', { hasText: 'In memory' }).textContent())?.match(/\d+/)?.[0];
      process.kill(Number(pid), 'SIGKILL');
      const lost = await comesTo(page, 'asyncio', 'lost');
      await lost.getByText(`The process that held it (${pid}) exited unexpectedly.`).waitFor();
      const text = await callout(lost);
      expect(text).toContain('It was last seen with 1 finished step and 1 unfinished step');
      expect(text).not.toContain('Temporal');
      expect(await marks(lost)).toEqual(['exited unexpectedly']);
      await picture(page, 'ended-by-itself');
      await run(page, 'otherOrder', 'In memory');
      await comesTo(page, 'asyncio', 'completed');
      await page.close();
    });

    test('does not claim steps of a run that is lost before its first step', async () => {
      const { page } = await playground.visit();
      await run(page, 'noStep', 'In memory');
      await comesTo(page, 'asyncio', 'running');
      await panel(page, 'asyncio').getByRole('button', { name: 'Kill the process' }).click();
      const lost = await comesTo(page, 'asyncio', 'lost');
      await lost.getByText('No step of it was seen').waitFor();
      expect(await callout(lost)).toContain('No step of it was seen');
      await page.close();
    });

    test('after a recovery, reports the kept steps and the repeated ones', async () => {
      const { page } = await playground.visit();
      await run(page, 'interrupted', 'Temporal');
      const shown = panel(page, 'temporal');
      await stepIn(page, 'temporal', 3);
      await shown.getByRole('button', { name: 'Kill the worker' }).click();
      await shown.getByText('lists 2 finished steps and 1 unfinished step').waitFor();
      await shown.getByRole('button', { name: 'Start the worker again' }).click();
      await comesTo(page, 'temporal', 'completed');
      const text = await callout(shown);
      expect(text).toContain('The worker was killed and started again, and the run completed.');
      expect(text).toContain(
        'The 2 steps that had finished are unchanged in its history: none was repeated.',
      );
      expect(text).toContain('1 step that was unfinished was started again');
      expect(await shown.locator('.result').textContent()).toContain('attempt 2');
      await picture(page, 'recovered-with-retry');
      await page.close();
    });

    test.each([
      ['otherOrder', 'Same result on both engines.'],
      ['different', 'Different results on both engines.'],
      ['differentAtTheEnd', 'Different results on both engines.'],
    ])('%s: %s', async (workflow, sentence) => {
      const { page } = await playground.visit();
      await run(page, workflow, 'Both');
      for (const engine of ['asyncio', 'temporal'] as const) await comesTo(page, engine, 'completed');
      expect(await page.locator('.agreement').textContent()).toBe(sentence);
      await page.close();
    });

    test('does not compare runs unless all completed', async () => {
      const { page } = await playground.visit();
      await run(page, 'failsInMemory', 'Both');
      await comesTo(page, 'asyncio', 'failed');
      await comesTo(page, 'temporal', 'completed');
      expect(await page.locator('.agreement').textContent()).toBe(
        'Results are not compared: In memory failed, Temporal completed.',
      );
      await page.close();
    });
  });
});

/** Waits until a run has started this many steps and the last one is running. */
async function stepIn(page: Page, engine: 'asyncio' | 'temporal', count: number): Promise<void> {
  await panel(page, engine).locator('.step-running').waitFor();
  await panel(page, engine)
    .locator('.step')
    .nth(count - 1)
    .waitFor();
}

async function callout(shown: Locator): Promise<string> {
  return (await shown.locator('.callout').textContent()) ?? '';
}

/** Returns the events of the process, without ID and time. */
async function marks(shown: Locator): Promise<string[]> {
  const texts = await shown.locator('.mark').allTextContents();
  return texts.map((text) => /killed|started again|exited unexpectedly/.exec(text)?.[0] ?? text);
}
