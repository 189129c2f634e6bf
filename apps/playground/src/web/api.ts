import type { JsonValue } from '@mcp-agent/core';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { validator } from 'hono/validator';
import { z } from 'zod';
import type { Engine } from '../engine/engine.ts';
import type { AboutView, SourceView } from '../interface/about.ts';
import type { Refusal } from '../interface/error.ts';
import type { Answer, Message, Started } from '../interface/requests.ts';
import type { TimesView } from '../interface/times.ts';
import type { StepDetail } from '../interface/step.ts';
import type { Playground } from '../playground.ts';
import { viewError } from '../runs/error-view.ts';
import type { Run } from '../runs/run.ts';
import { stepTimes } from '../runs/step-times.ts';
import { withoutMark } from '../interface/segment.ts';
import { findSource } from '../source/find-source.ts';
import { shownPath } from '../source/shown-path.ts';
import { messageRequest, startRequest } from './requests.ts';
import { readStep } from './step-detail.ts';
import { streamEvents } from './stream.ts';

const MAX_OPEN_RUNS = 32;

/** Creates the HTTP interface under `/api`. Its types are in src/interface, shared with the page. */
export function createApi(playground: Playground): Hono {
  const { engines, runs, workflows, file } = playground;
  const engineOf = (name: string): Engine =>
    engines.get(withoutMark(name)) ?? reject(404, unknownEngine(name));
  const runOf = (engine: string, id: string): Run =>
    runs.get(withoutMark(engine), withoutMark(id)) ??
    reject(404, `Run "${id}" was not found. The playground keeps the last 100 runs.`);

  return new Hono()
    .get('/about', (c) => c.json<AboutView>(about(playground)))
    .get('/events', (c) => streamEvents(c, playground))
    .get('/workflows/:name/source', async (c) => {
      const name = withoutMark(c.req.param('name'));
      if (!workflows.has(name)) reject(404, unknownWorkflow(name));
      const source = await findSource(file, name);
      return c.json<SourceView>({ file: shownPath(source.file), text: source.text });
    })
    .get('/workflows/:name/times', (c) => {
      const name = withoutMark(c.req.param('name'));
      return c.json<TimesView>(stepTimes(runs.list().filter(({ workflow }) => workflow === name)));
    })
    .get('/runs', (c) => c.json(runs.list().map((run): unknown => run.head())))
    .post('/runs', validator('json', checked(startRequest)), (c) => {
      const { workflow, engines: names, input } = c.req.valid('json');
      if (!workflows.has(workflow)) reject(400, unknownWorkflow(workflow));
      const chosen = [...new Set(names)].map((name) => engines.get(name) ?? reject(400, unknownEngine(name)));
      if (runs.list().filter((run) => run.isOpen).length + chosen.length > MAX_OPEN_RUNS) {
        reject(
          429,
          `The run was not started: ${MAX_OPEN_RUNS} runs are open. Wait for one to end, or cancel one.`,
        );
      }
      const id = runs.newId(workflow);
      for (const engine of chosen) runs.start(engine, { id, workflow, input });
      return c.json<Started>({ id }, 202);
    })
    .get('/runs/:engine/:id', (c) => {
      const run = runOf(c.req.param('engine'), c.req.param('id'));
      return c.json({ ...run.head(), steps: run.steps.lines() } as unknown);
    })
    .get('/runs/:engine/:id/steps/:index', (c) => {
      const { engine, id, index } = c.req.param();
      const step =
        runOf(engine, id).steps.at(Number(index)) ??
        reject(404, `Step ${index} was not found in run "${id}".`);
      return c.json<StepDetail>(readStep(step));
    })
    .post('/runs/:engine/:id/messages', validator('json', checked(messageRequest)), async (c) => {
      const run = runOf(c.req.param('engine'), c.req.param('id'));
      const message: Message = c.req.valid('json');
      return attempt(c, async () => {
        const client = await engineOf(run.engine).client();
        const answer = await client.send(run.id, message);
        if (message.kind === 'pause' || message.kind === 'resume') run.pause(message.kind === 'pause');
        return c.json<Answer>({ answer: JSON.stringify(answer) });
      });
    })
    .post('/engines/:name/kill', async (c) => {
      const pid = await engineOf(c.req.param('name')).kill();
      if (pid === undefined) reject(409, 'The process cannot be killed: it is not running. Start it first.');
      return c.json({ pid });
    })
    .post('/engines/:name/start', async (c) => {
      const engine = engineOf(c.req.param('name'));
      return attempt(c, async () => {
        await engine.start();
        return c.json({ pid: engine.view().pid });
      });
    });

  function unknownEngine(name: string): string {
    return `Engine "${name}" was not found. Use one of: ${engines.names.join(', ')}.`;
  }

  function unknownWorkflow(name: string): string {
    return `Workflow "${name}" was not found. Use one of: ${[...workflows.keys()].join(', ')}.`;
  }
}

function about({ model, tools, workflows, question }: Playground): AboutView {
  return {
    model: { kind: model.kind, notice: model.notice, host: model.host },
    tools,
    workflows: [...workflows.values()].map(({ name, description, inputSchema, messageSchemas }) => ({
      name,
      ...(description !== undefined && { description }),
      ...(inputSchema !== undefined && { inputSchema }),
      ...(messageSchemas !== undefined && { messageSchemas }),
    })),
    question,
  };
}

async function attempt(c: Context, action: () => Promise<Response>): Promise<Response> {
  return action().catch((error: unknown) => c.json<Refusal>({ errors: viewError(error) }, 422));
}

function reject(status: 400 | 404 | 409 | 429, message: string): never {
  throw new HTTPException(status, { message });
}

function checked<T>(schema: z.ZodType<T>): (value: JsonValue) => T {
  return (value) => {
    const { data, error } = schema.safeParse(value);
    if (error !== undefined) return reject(400, z.prettifyError(error));
    return data;
  };
}
