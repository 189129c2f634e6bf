import { textOf } from '@mcp-agent/core';
import { z } from 'zod';
import type { ModelStep, ToolStep } from './step.ts';

// A history may be written by another version. A payload of another form is shown as an ordinary step.

const modelAnswer = z.object({
  model: z.string(),
  cost: z.number().optional(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }),
  message: z.object({
    text: z.string(),
    toolCalls: z.array(z.object({ name: z.string(), target: z.unknown().optional() })),
  }),
});

const toolRequest = z.object({
  server: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
});

const toolMessage = z.object({
  isError: z.boolean(),
  content: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('text'), text: z.string() }),
      z.object({ type: z.enum(['image', 'audio']), data: z.string(), mimeType: z.string() }),
    ]),
  ),
});

export function readModelAnswer(output: unknown): ModelStep['answer'] | undefined {
  const { data } = modelAnswer.safeParse(output);
  if (data === undefined) return undefined;
  const { model, usage, message, cost } = data;
  const toolCalls = message.toolCalls.map(({ name, target }) => ({ name, known: target !== undefined }));
  return { model, ...usage, ...(cost !== undefined && { cost }), text: message.text, toolCalls };
}

export function readToolRequest(input: unknown): Pick<ToolStep, 'server' | 'tool' | 'arguments'> | undefined {
  return toolRequest.safeParse(input).data;
}

export function readToolMessage(output: unknown): { text: string; isError: boolean } | undefined {
  const { data } = toolMessage.safeParse(output);
  return data && { text: textOf(data.content), isError: data.isError };
}
