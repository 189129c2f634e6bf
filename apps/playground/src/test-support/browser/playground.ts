import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testTimeout } from '@mcp-agent/testing/support';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { Program } from '../program.ts';
import type { Found } from './find-browser.ts';

/** Folder for screenshots. */
const PICTURES = fileURLToPath(new URL('../../../../../.test-results/playground', import.meta.url));

/** Timeout for each step of a test, in milliseconds. */
const PAGE_TIMEOUT_MS = testTimeout(120_000);

/** A running playground and a browser. */
export class BrowserTest implements AsyncDisposable {
  readonly origin: string;
  readonly #program: Program;
  readonly #browser: Browser;

  private constructor(program: Program, browser: Browser, origin: string) {
    this.#program = program;
    this.#browser = browser;
    this.origin = origin;
  }

  /** @param workflows a workflow file. Default: the built-in one. */
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

  /** Opens a page for a new visitor. Collects its errors in `faults`. */
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

  /** Stops the program, as Ctrl-C does. */
  async end(): Promise<void> {
    this.#program.process.kill('SIGINT');
    await this.#program.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#program[Symbol.asyncDispose]();
  }
}

/** Options for a visit. */
export interface Look {
  readonly width?: number;
  readonly theme?: 'light' | 'dark';
  /** Replaces responses of the server, by path. */
  readonly answers?: Readonly<Record<string, (answer: string) => string>>;
  /** The heading to wait for. Default: that of the workflows. */
  readonly heading?: string;
}

/** Takes screenshots of a page: wide and light, narrow and dark. */
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

/** Selects a workflow and engines, fills in fields by label, and runs the workflow. */
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

/** Returns the panel of the run on an engine. */
export function panel(page: Page, engine: 'asyncio' | 'temporal'): Locator {
  return page.locator(`.panel[data-engine="${engine}"]`);
}

/** Waits until a run has a status. */
export async function comesTo(page: Page, engine: 'asyncio' | 'temporal', status: string): Promise<Locator> {
  await page.locator(`.panel[data-engine="${engine}"][data-status="${status}"]`).waitFor();
  return panel(page, engine);
}
