import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../test-support/browser/accessible.ts';
import { findBrowser } from '../test-support/browser/find-browser.ts';
import { isFocused, result, shownChoice } from '../test-support/browser/form.ts';
import { BrowserTest, comesTo, panel, picture, run } from '../test-support/browser/playground.ts';

const WORKFLOWS = new URL('../test-support/form-fields.ts', import.meta.url);

const browser = await findBrowser();
const why = 'why' in browser ? ` (skipped: no browser: ${browser.why})` : '';

describe.skipIf(why !== '')(`the forms of the page${why}`, () => {
  let playground: BrowserTest;

  beforeAll(async () => {
    playground = await BrowserTest.start(browser, { workflows: WORKFLOWS });
  });

  afterAll(() => playground?.[Symbol.asyncDispose]());

  test('a field grows with its text and keeps the focus', async () => {
    const { page } = await playground.visit('/workflows/echo');
    const field = page.getByLabel('Text', { exact: true });
    const { height: low = 0 } = (await field.boundingBox()) ?? {};
    await field.click();
    const scrolled = await page.evaluate('scrollY');
    const words = 'seven words that reach beyond forty characters ';
    await page.keyboard.type(words.repeat(3));
    expect(await field.inputValue()).toBe(words.repeat(3));
    expect(await isFocused(page, 'Text')).toBe(true);
    expect(await page.evaluate('scrollY')).toBe(scrolled);
    const { height: high = 0 } = (await field.boundingBox()) ?? {};
    expect(high).toBeGreaterThan(low * 1.5);
    // Edit in the middle, and shorten it below forty characters.
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('> ');
    expect(await field.inputValue()).toBe(`> ${words.repeat(3)}`);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('short');
    expect(await field.inputValue()).toBe('short');
    for (const _letter of 'short') await page.keyboard.press('Control+Z');
    expect(await field.inputValue()).toBe(`> ${words.repeat(3)}`);
    expect(await isFocused(page, 'Text')).toBe(true);
    await page.close();
  });

  test('a field keeps its text and caret while runs start and end', async () => {
    const { page } = await playground.visit('/workflows/other');
    const field = page.getByLabel('Text', { exact: true });
    await field.fill('()');
    await page.keyboard.press('ArrowLeft');
    const runs = page.locator('.recent-run', { hasText: 'completed' });
    const before = await runs.count();
    for (let index = 1; index <= 3; index += 1) {
      await fetch(`${playground.origin}/api/runs`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ workflow: 'other', engines: ['asyncio'], input: {} }),
      });
      await runs.nth(Math.min(before + index, 12) - 1).waitFor();
      await page.keyboard.type('twenty characters at ');
    }
    expect(await field.inputValue()).toBe(`(${'twenty characters at '.repeat(3)})`);
    await page.close();
  });

  test('sends a pasted text of many lines unchanged', async () => {
    const { page } = await playground.visit('/workflows/other');
    const text = Array.from({ length: 200 }, (_, line) => `line ${line}: "quoted" 👩‍👩‍👧 \t<b>`).join('\n');
    const field = page.getByLabel('Text', { exact: true });
    await field.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
    expect(await field.inputValue()).toBe(text);
    await page.keyboard.press('Control+Z');
    expect(await field.inputValue()).toBe('of the other');
    await page.keyboard.press('Control+Shift+Z');
    expect(await field.inputValue()).toBe(text);
    expect(await result(page)).toEqual({ text });
    await page.close();
  });

  test('Enter in a text of one line runs the workflow, Shift+Enter adds a line, and the field keeps the focus', async () => {
    const { page } = await playground.visit('/workflows/other');
    await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
    const field = page.getByLabel('Text', { exact: true });
    await field.fill('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.keyboard.type('three');
    expect(await field.inputValue()).toBe('one\ntwo\nthree');
    await field.fill('alone');
    await page.keyboard.press('Enter');
    await page.keyboard.type(' and more');
    const shown = await comesTo(page, 'asyncio', 'completed');
    expect(JSON.parse((await shown.locator('.result pre').textContent()) ?? '')).toEqual({ text: 'alone' });
    expect(await field.inputValue()).toBe('alone and more');
    expect(await isFocused(page, 'Text')).toBe(true);
    await page.close();
  });

  test('a new form sends what it shows, and an optional choice can stay empty', async () => {
    const { page, faults } = await playground.visit('/workflows/echo');
    expect(await shownChoice(page, 'Must choose')).toBe('Choose one');
    expect(await shownChoice(page, 'May choose')).toBe('Not set');
    expect(await shownChoice(page, 'Preset')).toBe('large');
    expect(await shownChoice(page, 'Stale default')).toBe('Not set');
    await page.getByText('Ticked at first.', { exact: true }).waitFor();
    await picture(page, 'form-fields');
    await expectAccessible(page);
    // The browser rejects an empty required choice.
    await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
    await page.locator('.form').getByRole('button', { name: 'Run' }).click();
    expect(new URL(page.url()).pathname).toBe('/workflows/echo');
    await page.getByLabel('Must choose').selectOption('small');
    expect(await result(page)).toEqual({
      must: 'small',
      preset: 'large',
      ticked: true,
      unticked: false,
      note: 'line one\nline two',
    });
    expect(faults).toEqual([]);
    await page.close();
  });

  test('each kind of field sends what it shows, and nothing if it is cleared', async () => {
    const { page } = await playground.visit('/workflows/echo');
    await page.getByLabel('Must choose').selectOption('large');
    for (const [label, option] of [
      ['May choose', 'small'],
      ['Level', '2'],
      ['Kind', 'First'],
    ] as const) {
      await page.getByLabel(label).selectOption(option);
    }
    await page.getByLabel('Ticked', { exact: true }).uncheck();
    await page.getByLabel('Unticked').check();
    await page.getByLabel('Count').fill('007');
    await page.getByLabel('Text', { exact: true }).fill('  ');
    await page.getByLabel('Data').fill('{"a": [1, null]}');
    await page.getByLabel('No name').fill('empty');
    await page.getByLabel('Inherited name').fill('mine');
    expect(await result(page)).toEqual({
      must: 'large',
      may: 'small',
      preset: 'large',
      level: 2,
      kind: 'a',
      ticked: false,
      unticked: true,
      count: 7,
      text: '  ',
      note: 'line one\nline two',
      data: { a: [1, null] },
      '': 'empty',
      constructor: 'mine',
    });
    for (const label of ['May choose', 'Preset', 'Level', 'Kind']) {
      await page.getByLabel(label).selectOption('');
    }
    for (const label of ['Count', 'Text', 'Note', 'Data', 'No name', 'Inherited name']) {
      await page.getByLabel(label, { exact: true }).fill('');
    }
    expect(await result(page)).toEqual({ must: 'large', ticked: false, unticked: true });
    await page.getByLabel('Level').selectOption('null');
    expect(await result(page)).toEqual({ must: 'large', level: null, ticked: false, unticked: true });
    await page.getByLabel('Level').selectOption('(empty text)');
    expect(await result(page)).toEqual({ must: 'large', level: '', ticked: false, unticked: true });
    await page.close();
  });

  test('rejects a number that JSON cannot represent exactly', async () => {
    const { page } = await playground.visit('/workflows/echo');
    await page.getByLabel('Must choose').selectOption('large');
    await page.getByLabel('Count').fill('12345678901234567890');
    await page.locator('.form').getByRole('button', { name: 'Run' }).click();
    const errors = page.locator('.form').getByRole('alert');
    await errors.locator('.errors').waitFor();
    expect(await errors.textContent()).toContain('"Count" is 12345678901234567890.');
    await page.close();
  });

  test('accepts a property with an empty name', async () => {
    const { page } = await playground.visit('/workflows/onlyNoName');
    await page.getByLabel('No name').fill('x');
    expect(await result(page)).toEqual({ '': 'x' });
    await page.close();
  });

  test('drafts survive navigation, a run and a reload, and can be reset', async () => {
    const { page } = await playground.visit('/workflows/echo');
    await page.locator('.form').getByRole('radio', { name: 'In memory' }).check();
    await page.getByLabel('Text', { exact: true }).fill('mine');
    await page.getByLabel('Must choose').selectOption('small');
    await page.getByLabel('Ticked', { exact: true }).uncheck();
    await page.locator('.workflow-name', { hasText: 'other' }).click();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('of the other');
    await page.locator('.workflow-name', { hasText: 'echo' }).click();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('mine');
    await page.reload();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('mine');
    expect(await shownChoice(page, 'Must choose')).toBe('small');
    expect(await page.getByRole('radio', { name: 'In memory' }).isChecked()).toBe(true);
    expect(await result(page)).toMatchObject({ must: 'small', text: 'mine', ticked: false });
    await page.getByRole('button', { name: 'Reset the fields' }).click();
    expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('');
    expect(await shownChoice(page, 'Must choose')).toBe('Choose one');
    await page.close();
  });

  test('a message keeps its text and caret while the run changes', async () => {
    const { page } = await playground.visit();
    await run(page, 'notes', 'In memory');
    const field = panel(page, 'asyncio').getByRole('textbox', { name: 'Note' });
    await field.click();
    await page.keyboard.type('first note, longer than forty characters in all');
    await page.keyboard.press('ArrowLeft');
    const { page: other } = await playground.visit(new URL(page.url()).pathname);
    for (const [index, text] of ['a', 'b'].entries()) {
      await panel(other, 'asyncio').getByRole('textbox', { name: 'Note' }).fill(text);
      await panel(other, 'asyncio').getByRole('button', { name: 'Send' }).click();
      // The signal and the pause after it.
      await panel(page, 'asyncio')
        .locator('.step')
        .nth(index * 2 + 1)
        .waitFor();
      await panel(other, 'asyncio').getByRole('textbox', { name: 'Note' }).waitFor();
    }
    await page.keyboard.type('!');
    expect(await field.inputValue()).toBe('first note, longer than forty characters in al!l');
    await panel(page, 'asyncio').getByRole('button', { name: 'Send' }).click();
    const shown = await comesTo(page, 'asyncio', 'completed');
    expect(await shown.locator('.result').textContent()).toContain('in al!l');
    await Promise.all([page.close(), other.close()]);
  });
});
