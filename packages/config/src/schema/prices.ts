import { z } from 'zod';
import type { ModelPrice } from '@mcp-agent/core';
import { section } from './section.ts';

const price = z.number().min(0);

/** The `prices` section: model prices, by model name or prefix. */
export const pricesSchema: z.ZodType<Readonly<Record<string, ModelPrice>>> = z.record(
  z.string(),
  section<ModelPrice>({
    input: price.describe('Dollars for a million tokens of input.'),
    output: price.describe('Dollars for a million tokens of output.'),
    cached_input: price
      .optional()
      .describe('Dollars for a million tokens of input that the cache had. Without it those of `input`.'),
  }),
);
