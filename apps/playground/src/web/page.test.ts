import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../test-support/browser/accessible.ts';
import { findBrowser } from '../test-support/browser/find-browser.ts';
import { BrowserTest, comesTo, panel, picture, run } from '../test-support/browser/playground.ts';

const ENGINES = ['asyncio', 'temporal'] as const;

const browser = await findBrowser();
const why = 'why' in browser ? ` (skipped: no browser: ${browser.why})` : '';

describeWithTemporal('the page', ({ address }) => {
  describe.skipIf(why !== '')(`in a browser${why}`, () => {
    let playground: BrowserTest;

    beforeAll(async () => {
      playground = await BrowserTest.start(browser, { env: { TEMPORAL_ADDRESS: address } });
    });

    afterAll(() => playground?.[Symbol.asyncDispose]());

    test('the first visit shows the workflows, the model and the source of the first workflow', async () => {
      const { page, faults } = await playground.visit();
      await page.getByText('OPENAI_API_KEY is not set: a stand-in on this machine answers.').waitFor();
      await page.locator('.source .hljs-keyword').first().waitFor();
      await page.locator('.chart').waitFor();
      expect(await page.locator('.workflow-name').allTextContents()).toEqual([
        'research',
        'approval',
        'timer',
        'fanOut',
        'flaky',
        'cancellation',
        'streaming',
      ]);
      await picture(page, 'first-visit');
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await page.close();
    });

    test('research: the same file has the same result on both engines', async () => {
      const { page, faults } = await playground.visit();
      await run(page, 'research', 'Both');
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'completed');
        expect(await shown.locator('.step .kind').allTextContents()).toEqual(['model', 'tool', 'model']);
        expect(await shown.locator('.result').textContent()).toContain('Durable execution means');
        expect(await shown.locator('.figures').textContent()).toMatch(/3 steps[\d,]+ tokens/);
      }
      await page.getByText('Same result on both engines.').waitFor();
      await page.locator('.legend', { hasText: 'Temporal' }).waitFor();
      await picture(page, 'both-finished');
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await page.close();
    });

    test('approval: sends a query, an update and a signal, and a second tab shows them', async () => {
      const { page } = await playground.visit();
      await run(page, 'approval', 'Both');
      for (const engine of ENGINES) {
        await panel(page, engine).getByText('Waiting for a signal: decide').waitFor();
      }
      await picture(page, 'waiting-for-approval');
      await expectAccessible(page);
      const { page: other } = await playground.visit(new URL(page.url()).pathname);
      for (const engine of ENGINES) {
        const shown = panel(page, engine);
        const update = shown.getByRole('form', { name: 'update changeAmount' });
        await update.getByLabel('Amount').fill('-5');
        await update.getByRole('button').click();
        await update.getByText('The amount must be above 0.').first().waitFor();
        await update.getByLabel('Amount').fill('390');
        await update.getByRole('button').click();
        await update.locator('output', { hasText: '390' }).waitFor();
        const query = shown.getByRole('form', { name: 'query request' });
        await query.getByRole('button').click();
        await query.locator('output', { hasText: '"amount":390' }).waitFor();
        await shown.getByRole('form', { name: 'signal decide' }).getByRole('button').click();
        for (const tab of [page, other]) {
          const ended = await comesTo(tab, engine, 'completed');
          expect(await ended.locator('.result').textContent()).toContain(
            'Ada approved a standing desk for 390.',
          );
        }
      }
      await Promise.all([page.close(), other.close()]);
    });

    test('timer: a reload during the run loses nothing', async () => {
      const { page } = await playground.visit();
      await run(page, 'timer', 'Both', { 'Seconds per wait': '1', 'Number of waits': '3' });
      // The form keeps its values.
      expect(await page.getByLabel('Seconds per wait').inputValue()).toBe('1');
      for (const engine of ENGINES) await panel(page, engine).locator('.step').nth(1).waitFor();
      await page.reload();
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'completed');
        expect(await shown.locator('.step-completed').count()).toBe(3);
        expect(await shown.locator('.result').textContent()).toContain('Waited 3 times for 1 s.');
      }
      await page.close();
    });

    test('timer: starts no step while paused, and ends at once when terminated', async () => {
      const { page } = await playground.visit();
      await run(page, 'timer', 'Both', { 'Seconds per wait': '0.5', 'Number of waits': '100' });
      for (const engine of ENGINES) {
        const shown = panel(page, engine);
        await shown.getByRole('button', { name: 'Pause' }).click();
        await comesTo(page, engine, 'paused');
        expect(await shown.getByRole('button').allTextContents()).toContain('Resume');
        await shown.getByRole('button', { name: 'Resume' }).click();
        await comesTo(page, engine, 'running');
        await shown.getByRole('button', { name: 'Terminate' }).click();
        await comesTo(page, engine, 'terminated');
      }
      await page.close();
    });

    test('fan-out: shows a step for each child and the sum', async () => {
      const { page } = await playground.visit();
      await run(page, 'fanOut', 'Both', { Children: '5' });
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'completed');
        expect(await shown.locator('.step .kind').allTextContents()).toEqual(Array(5).fill('child'));
        expect(await shown.locator('.result').textContent()).toContain('55');
      }
      await page.close();
    });

    test('flaky: shows each failed attempt with its wait, and the last error with its causes', async () => {
      const { page } = await playground.visit();
      await run(page, 'flaky', 'Both', { 'Failing attempts': '9' });
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'failed');
        await shown
          .getByText('Attempt 3 failed: The booking service did not respond to attempt 3.')
          .waitFor();
        expect(await shown.locator('.retries li').count()).toBe(3);
        // With the keyboard only.
        await shown.locator('.step-line').focus();
        await page.keyboard.press('Enter');
        const details = shown.locator('.details');
        await details.locator('.errors').waitFor();
        expect(await details.locator('.errors').textContent()).toMatch(
          /BookingUnavailable .*attempt 4.*caused by .*ECONNRESET/,
        );
        expect(await details.textContent()).toContain('"failures": 9');
      }
      await picture(page, 'error-opened');
      await expectAccessible(page);
      await page.close();
    });

    test('flaky: completes after a retry', async () => {
      const { page } = await playground.visit();
      await run(page, 'flaky', 'Both', { 'Failing attempts': '1' });
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'completed');
        expect(await shown.locator('.result').textContent()).toContain('Seat 14C, at attempt 2.');
      }
      await page.close();
    });

    test('cancellation: still runs the finally block', async () => {
      const { page } = await playground.visit();
      await run(page, 'cancellation', 'Both');
      for (const engine of ENGINES) {
        const shown = panel(page, engine);
        await shown.locator('.step', { hasText: 'timer' }).waitFor();
        await shown.getByRole('button', { name: 'Cancel' }).click();
        await comesTo(page, engine, 'cancelled');
        expect(await shown.locator('.step-name').allTextContents()).toEqual(['holdRoom', 'releaseRoom']);
      }
      await page.close();
    });

    test('streaming: returns what the model has written', async () => {
      const { page } = await playground.visit();
      await run(page, 'streaming', 'Both');
      for (const engine of ENGINES) {
        const shown = await comesTo(page, engine, 'completed');
        expect(await shown.locator('.result').textContent()).toMatch(/durable execution/i);
      }
      await page.close();
    });

    test('after a kill and a restart, the run continues on Temporal and is lost in memory', async () => {
      const { page } = await playground.visit();
      await run(page, 'timer', 'Both', { 'Seconds per wait': '2', 'Number of waits': '4' });
      for (const engine of ENGINES) await panel(page, engine).locator('.step').nth(1).waitFor();
      await panel(page, 'asyncio').getByRole('button', { name: 'Kill the process' }).click();
      await panel(page, 'temporal').getByRole('button', { name: 'Kill the worker' }).click();
      const lost = await comesTo(page, 'asyncio', 'lost');
      await lost.getByText('This run is lost.').waitFor();
      await panel(page, 'temporal').getByText('The run waits for a worker.').waitFor();
      await picture(page, 'worker-killed');
      await lost.getByRole('button', { name: 'Start the process again' }).click();
      await panel(page, 'temporal').getByRole('button', { name: 'Start the worker again' }).click();
      const recovered = await comesTo(page, 'temporal', 'completed');
      expect(await recovered.locator('.result').textContent()).toContain('Waited 4 times for 2 s.');
      expect(await recovered.locator('.step').count()).toBe(4);
      expect(await recovered.locator('.mark').allTextContents()).toEqual([
        expect.stringContaining('was killed'),
        expect.stringContaining('started again'),
      ]);
      await picture(page, 'killed-and-recovered');
      await expectAccessible(page);
      await page.close();
    });

    test('shows ten thousand steps without ten thousand elements', async () => {
      const { page, faults } = await playground.visit();
      await run(page, 'fanOut', 'In memory', {
        Children: '10000',
        Concurrency: '100',
        'Wait of each child, in ms': '0',
      });
      const shown = await comesTo(page, 'asyncio', 'completed');
      expect(await shown.locator('.figures').textContent()).toContain('10,000 steps');
      const list = shown.getByRole('region', { name: 'Steps on In memory' });
      expect(await list.locator('li').count()).toBeLessThan(100);
      await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      await list.locator('[aria-posinset="10000"]').waitFor();
      await expectAccessible(page);
      expect(faults).toEqual([]);
      await page.close();
    });

    test('reports a run that was not found', async () => {
      const { page } = await playground.visit('/runs/asyncio/nobody');
      expect(await page.getByText('The run was not found').textContent()).toContain('The run was not found.');
      await page.close();
    });

    // The last test, because it stops the playground.
    test('reports a lost connection when the playground stops, and keeps the data', async () => {
      const { page } = await playground.visit();
      await run(page, 'timer', 'In memory', { 'Seconds per wait': '0', 'Number of waits': '2' });
      const shown = await comesTo(page, 'asyncio', 'completed');
      await playground.end();
      await page.getByText('Connection lost. Reconnecting …').waitFor();
      expect(await shown.locator('.step').count()).toBe(2);
    });
  });
});
