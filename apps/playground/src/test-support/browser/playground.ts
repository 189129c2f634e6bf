import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTimeout } from '@mcp-agent/testing/support';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { Program } from '../program.ts';
import type { Found } from './find-browser.ts';

/** Pictures for a person to look at. */
const PICTURES = fileURLToPath(new URL('../../../../../.test-results/playground', import.meta.url));

/** For what the page shows after each step of a test. */
const PAGE_TIMEOUT_MS = testTimeout(120_000);

/** A playground that runs, and a browser to look at it with. */
export class BrowserTest implements AsyncDisposable {
  readonly origin: string;
  readonly #program: Program;
  readonly #browser: Browser;

  private constructor(program: Program, browser: Browser, origin: string) {
    this.#program = program;
    this.#browser = browser;
    this.origin = origin;
  }

  /** @param workflows a file of workflows; without one, the built-in ones */
  static async start(
    found: Found,
    { env = {}, workflows }: { env?: Readonly<Record<string, string>>; workflows?: URL } = {},
  ): Promise<BrowserTest> {
    if ('why' in found) throw new Error(found.why);
    const { path: executablePath, args } = found;
    const own = workflows === undefined ? [] : ['--workflows', fileURLToPath(workflows)];
    const [program, browser] = await Promise.all([
      Program.start(['--port', '0', ...own], { env }),
      chromium.launch({ executablePath, args: [...args] }),
    ]);
    return new BrowserTest(program, browser, await program.says(/The playground is at (http:\S+)/));
  }

  /** A page of its own, as a new visitor has it. What goes wrong in it fails whoever asks for `faults`. */
  async visit(path = '/', look: Look = {}): Promise<{ page: Page; faults: string[] }> {
    const { width = 1440, theme = 'light', answers = {}, heading = 'Workflows' } = look;
    const page = await this.#browser.newPage({ viewport: { width, height: 900 }, colorScheme: theme });
    page.setDefaultTimeout(PAGE_TIMEOUT_MS);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    for (const [place, change] of Object.entries(answers)) {
      await page.route(this.origin + place, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: change(await response.text()) });
      });
    }
    await page.goto(this.origin + path);
    await page.getByRole('heading', { name: heading }).waitFor();
    return { page, faults };
  }

  /** Ends the program, as Ctrl-C does. */
  async end(): Promise<void> {
    this.#program.process.kill('SIGINT');
    await this.#program.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#program[Symbol.asyncDispose]();
  }
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  /** What the server answers instead, by path, from what it would have answered. */
  readonly answers?: Readonly<Record<string, (answer: string) => string>>;
  /** The heading that says that the page is there. Default: that of the workflows. */
  readonly heading?: string;
}

/** Pictures of a page as it is: wide and light, narrow and dark. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const looks = [
    { width: 360, colorScheme: 'dark' },
    { width: 820, colorScheme: 'light' },
    { width: 1440, colorScheme: 'dark' },
    { width: 1440, colorScheme: 'light' },
  ] as const;
  for (const { width, colorScheme } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: true });
  }
}

/** Chooses a workflow and engines, fills in fields by their labels, and runs it. */
export async function run(
  page: Page,
  workflow: string,
  engines: 'In memory' | 'Temporal' | 'Both',
  fields: Readonly<Record<string, string>> = {},
): Promise<void> {
  await page.locator('.workflow-name', { hasText: new RegExp(`^${workflow}$`) }).click();
  const form = page.locator('.workflow .form');
  await form.getByRole('radio', { name: engines, exact: true }).check();
  for (const [label, text] of Object.entries(fields)) await form.getByLabel(label).fill(text);
  await form.getByRole('button', { name: 'Run' }).click();
  await page.waitForURL(/\/runs\//);
}

/** The part of the page that shows the run on an engine. */
export function panel(page: Page, engine: 'asyncio' | 'temporal'): Locator {
  return page.locator(`.panel[data-engine="${engine}"]`);
}

/** Waits until a run has come to that. */
export async function comesTo(page: Page, engine: 'asyncio' | 'temporal', status: string): Promise<Locator> {
  await page.locator(`.panel[data-engine="${engine}"][data-status="${status}"]`).waitFor();
  return panel(page, engine);
}
