import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Executor, WorkflowHandle } from '@mcp-agent/core';
import { startMcpServer, type TestMcpServer } from '@mcp-agent/testing/mcp';
import { startStandInModel, type StandInModel } from '@mcp-agent/testing/model';
import { freePort, until } from '@mcp-agent/testing/support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import { askPrice, callPrice } from './workflows.ts';

/** A port that refuses connections, until it is opened and forwards them to a service. */
class Door {
  readonly port: number;
  readonly #server: Server;
  readonly #clients = new Set<Socket>();

  constructor(port: number, target: number) {
    this.port = port;
    this.#server = createServer((client) => {
      const service = connect(target, '127.0.0.1');
      client.pipe(service).pipe(client);
      this.#clients.add(client);
      client.on('error', () => service.destroy());
      client.on('close', () => this.#clients.delete(client));
      service.on('error', () => client.destroy());
    });
    this.#server.unref();
  }

  open(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Breaks the connections, too: clients keep them for their next request. */
  close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

let model: StandInModel;
let shop: TestMcpServer;
let modelDoor: Door;
let shopDoor: Door;

beforeAll(async () => {
  model = await startStandInModel();
  shop = await startMcpServer((server) => {
    server.registerTool('price', {}, () => ({ content: [{ type: 'text', text: 'tea costs 3' }] }));
  });
  modelDoor = new Door(await freePort(), Number(new URL(model.origin).port));
  shopDoor = new Door(await freePort(), Number(new URL(shop.settings.url).port));
});

afterAll(async () => {
  await model.close();
  await shop.close();
});

/** One attempt would be all, if attempts without a service counted. */
const once = { maximumAttempts: 1, initialInterval: 20, maximumInterval: 100 };

const files = {
  workflows: new URL('workflows.ts', import.meta.url),
  settings: () => ({
    calls: { model: { retry: once }, tool: { retry: once } },
    mcp: {
      servers: { shop: { url: shop.settings.url.replace(/:\d+/, `:${shopDoor.port}`) } },
    },
    openai: { baseUrl: `http://127.0.0.1:${modelDoor.port}/v1`, apiKey: 'k', defaultModel: 'stand-in' },
    anthropic: { baseUrl: `http://127.0.0.1:${modelDoor.port}`, apiKey: 'k', defaultModel: 'stand-in' },
  }),
};

/** Waits until a step of the workflow has been tried many times. */
async function triedOften(handle: WorkflowHandle<unknown>, words: string): Promise<void> {
  await until('the step has been tried many times', async () =>
    (await handle.history()).some(
      ({ attempts, retry }) => attempts > 3 && retry?.error.message.includes(words) === true,
    ),
  );
}

async function during<T>(doors: readonly Door[], run: () => Promise<T>): Promise<T> {
  for (const door of doors) await door.open();
  try {
    return await run();
  } finally {
    for (const door of doors) await door.close();
  }
}

describeOnBothEngines('T2.2: a service that is away', files, (engine: () => Executor) => {
  // First: a connection that is open and breaks at its next use leaves the outcome unknown.
  test('a tool call that is not idempotent waits for its server, and is made once', async () => {
    const before = shop.calls.length;
    const handle = await engine().startWorkflow(callPrice);
    await triedOften(handle, 'MCP server "shop" could not be reached');
    await during([shopDoor], async () =>
      expect(await handle.result()).toEqual([{ type: 'text', text: 'tea costs 3' }]),
    );
    expect(shop.calls.length - before).toBe(1);
  });

  test.each(['openai', 'anthropic'] as const)(
    'the model service of %s delays its agent, and does not fail it',
    async (provider) => {
      await shopDoor.open();
      const handle = await engine().startWorkflow(askPrice, { provider });
      await triedOften(handle, 'ECONNREFUSED');
      await during([modelDoor], async () => expect(await handle.result()).toContain('tea costs 3'));
      await shopDoor.close();
    },
  );

  test('the MCP server of an agent delays it, and does not fail it', async () => {
    await modelDoor.open();
    const handle = await engine().startWorkflow(askPrice, { provider: 'openai' });
    await triedOften(handle, 'MCP server "shop" could not be reached');
    await during([shopDoor], async () => expect(await handle.result()).toContain('tea costs 3'));
    await modelDoor.close();
  });
});
