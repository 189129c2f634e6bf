import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  type AssistantMessage,
  type AugmentedLLM,
  defineTool,
  type GenerateEvent,
  jsonSchema,
  type SchemaOutput,
  type ToolCall,
} from '../../index.ts';

declare const llm: AugmentedLLM;

describe('defineTool', () => {
  it('passes values of a library schema to its function', () => {
    defineTool({
      name: 'types.stock',
      description: 'How many of an article are in store',
      input: z.object({ article: z.string(), since: z.iso.date().optional() }),
      run: (input, { info, signal }) => {
        expectTypeOf(input).toEqualTypeOf<{ article: string; since?: string | undefined }>();
        expectTypeOf(info.attempt).toEqualTypeOf<number>();
        expectTypeOf(signal.aborted).toEqualTypeOf<boolean>();
        return input.article.length;
      },
    });
  });

  it('passes values of a JSON Schema with the declared type', () => {
    defineTool({
      name: 'types.add',
      description: 'Adds',
      input: jsonSchema<{ left: number; right: number }>({ type: 'object' }),
      run: async (input) => {
        expectTypeOf(input).toEqualTypeOf<{ left: number; right: number }>();
        return input.left + input.right;
      },
    });
  });

  it('requires a schema and a matching function', () => {
    expectTypeOf(defineTool).parameter(0).toHaveProperty('input');
    // @ts-expect-error -- no schema
    defineTool({ name: 'types.none', description: 'Nothing', run: () => 1 });
    defineTool({
      name: 'types.other',
      description: 'Other',
      // @ts-expect-error -- its function is given a number
      input: jsonSchema<{ left: number }>({ type: 'object' }),
      run: ({ left }: { left: string }) => left,
    });
  });
});

describe('generateStructured', () => {
  it('returns a value of the type of the schema', () => {
    const city = z.object({ city: z.string(), people: z.number().default(0) });
    expectTypeOf(llm.generateStructured('Where?', city)).resolves.toEqualTypeOf<{
      city: string;
      people: number;
    }>();
    const name = jsonSchema<{ name: string }>({ type: 'object' });
    expectTypeOf(llm.generateStructured('Who?', name, { maxRepairs: 1 })).resolves.toEqualTypeOf<{
      name: string;
    }>();
    expectTypeOf<SchemaOutput<typeof name>>().toEqualTypeOf<{ name: string }>();
  });
});

describe('generateStream', () => {
  it('narrows events by their type, and returns the messages', async () => {
    const stream = llm.generateStream('Tell me');
    expectTypeOf(stream).toEqualTypeOf<AsyncGenerator<GenerateEvent, AssistantMessage[], undefined>>();
    for await (const event of stream) {
      if (event.type === 'text') expectTypeOf(event.delta).toEqualTypeOf<string>();
      if (event.type === 'tool_call') expectTypeOf(event.call).toEqualTypeOf<ToolCall>();
      if (event.type === 'usage') expectTypeOf(event.cost).toEqualTypeOf<number | undefined>();
      if (event.type === 'handoff') expectTypeOf(event.agent).toEqualTypeOf<string>();
      // @ts-expect-error -- there is no such event
      if (event.type === 'finished') return;
    }
  });
});

describe('generateStructuredStream', () => {
  it('yields the value so far beside the events of a stream, and returns the whole value', async () => {
    const schema = z.object({
      city: z.enum(['Paris', 'Rome']),
      sights: z.array(z.object({ name: z.string() })),
    });
    const stream = llm.generateStructuredStream('Where?', schema, { maxRepairs: 1, interval: '1s' });
    for (;;) {
      const next = await stream.next();
      if (next.done === true) {
        expectTypeOf(next.value).toEqualTypeOf<z.output<typeof schema>>();
        return;
      }
      if (next.value.type === 'partial') {
        expectTypeOf(next.value.value).toEqualTypeOf<{
          readonly city?: string;
          readonly sights?: readonly { readonly name?: string }[];
        }>();
      }
      if (next.value.type === 'text') expectTypeOf(next.value.delta).toEqualTypeOf<string>();
    }
  });
});
