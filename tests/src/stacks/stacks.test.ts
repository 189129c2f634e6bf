import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { Executor, Settings, WorkflowDefinition } from '@mcp-agent/core';
import { WorkflowFailedError } from '@mcp-agent/core/errors';
import { beforeAll, expect, test } from 'vitest';
import { describeOnBothEngines } from '../on-both-engines.ts';
import { runProgram } from '../process.ts';
import { activity, awaitedLater, child, childHandle, firstStep, model, together, tool } from './workflows.ts';

const workflows = new URL('workflows.ts', import.meta.url);
const activities = new URL('activities.ts', import.meta.url);

/** Output of the MCP server that does not start. */
const STDERR = ['the license has expired', 'renew it'];

const FAILING = { activity, firstStep, awaitedLater, together, child, childHandle, model, tool };

/** How Node prints an error that nothing catches. */
const UNCAUGHT = { customInspect: false, depth: 5 };

let modelUrl: string;

// A service that refuses all requests.
beforeAll(async () => {
  const server = createServer((_, response) => response.writeHead(401).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  modelUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`;
  return () => server.close();
});

function settings(): Settings & Record<string, object> {
  const program = `console.error(${JSON.stringify(STDERR.join('\n'))}); process.exit(3)`;
  return {
    openai: { baseUrl: modelUrl, apiKey: 'none', defaultModel: 'none' },
    mcp: {
      servers: { broken: { command: process.execPath, args: ['-e', program], reconnectTimeoutSeconds: 0 } },
    },
  };
}

describeOnBothEngines('a failed step', { workflows, activities, settings }, (engine) => {
  const failures = new Map<string, Promise<WorkflowFailedError>>();
  /** Runs each workflow once: a server that does not start is started again after a delay. */
  const failureOf = (
    name: string,
    workflow: WorkflowDefinition<undefined, void>,
  ): Promise<WorkflowFailedError> => {
    const failure = failures.get(name) ?? runToFailure(engine(), workflow);
    failures.set(name, failure);
    return failure;
  };

  test.each(Object.entries(FAILING))('shows the line of the workflow: %s', async (name, workflow) => {
    const { cause } = await failureOf(name, workflow);
    const lines = linesOf(name);
    expect(lines).not.toEqual([]);
    for (const line of lines) expect(stackOf(cause)).toMatch(new RegExp(`/workflows\\.ts:${line}:\\d+`));
  });

  test.each(Object.entries(FAILING))('is printed with each message once: %s', async (name, workflow) => {
    const error = await failureOf(name, workflow);
    const innermost = causesOf(error).at(-1);
    const message = innermost?.message ?? '';
    expect(message).not.toBe('');
    expect(count(inspect(error), message)).toBe(1);
    expect(count(inspect(error, UNCAUGHT), message)).toBe(1);
    expect(count(stackOf(error), message)).toBe(1);
    expect(count(inspect(innermost), message)).toBe(1);
  });

  test("is printed with each line of a server's stderr once", async () => {
    const error = await failureOf('tool', tool);
    expect(causesOf(error).at(-1)).toMatchObject({ stderr: STDERR.join('\n') });
    for (const line of STDERR) {
      expect(count(error.message, `\n${line}`)).toBe(1);
      expect(count(inspect(error), `\n${line}`)).toBe(1);
      expect(count(inspect(error, UNCAUGHT), `\n${line}`)).toBe(1);
      expect(inspect(error)).not.toContain(`stderr: '`);
    }
  });
});

test('an error that nothing catches names each message once, and the line of the workflow', async () => {
  const program = fileURLToPath(new URL('uncaught.ts', import.meta.url));
  const { status, output } = await runProgram([process.execPath, program], import.meta.dirname);
  expect(status).not.toBe(0);
  expect(count(output, 'the card was declined')).toBe(1);
  for (const line of linesOf('activity')) expect(output).toContain(`workflows.ts:${line}:`);
});

async function runToFailure(
  executor: Executor,
  workflow: WorkflowDefinition<undefined, void>,
): Promise<WorkflowFailedError> {
  try {
    await executor.executeWorkflow(workflow);
  } catch (error) {
    if (WorkflowFailedError.isInstance(error)) return error;
    throw error;
  }
  throw new Error(`Workflow ${workflow.name} did not fail.`);
}

function causesOf(error: Error): Error[] {
  return error.cause instanceof Error ? [error.cause, ...causesOf(error.cause)] : [];
}

function stackOf(error: unknown): string {
  return error instanceof Error ? String(error.stack) : '';
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** Returns the lines of a workflow file that a comment marks. */
function linesOf(name: string): number[] {
  const lines = readFileSync(workflows, 'utf8').split('\n');
  return lines.flatMap((line, index) => (line.endsWith(`// line of: ${name}`) ? [index + 1] : []));
}
