import { expect, test } from 'vitest';
import { enforcesSchema, isAdaptive } from './models.ts';

test.each([
  ['claude-sonnet-5-5', true, true],
  ['claude-opus-4-8', true, true],
  ['claude-opus-4-10', true, true],
  ['anthropic/claude-sonnet-4.6', true, true],
  ['claude-haiku-4-5-20251001', false, true],
  ['anthropic.claude-opus-4-5-20251101-v1:0', false, true],
  ['anthropic/claude-sonnet-4.5', false, true],
  ['claude-opus-4-1', false, false],
  ['claude-sonnet-4-20250514', false, false],
  ['claude-sonnet-4@20250514', false, false],
  ['claude-3-7-sonnet-latest', false, false],
  ['anthropic/claude-3.5-haiku', false, false],
  ['claude-2.1', false, false],
  ['kimi-k3', false, false],
  ['deepseek-chat', false, false],
])('%s: thinks adaptively is %s, enforces schemas is %s', (model, adaptive, schemas) => {
  expect([isAdaptive(model), enforcesSchema(model)]).toEqual([adaptive, schemas]);
});
