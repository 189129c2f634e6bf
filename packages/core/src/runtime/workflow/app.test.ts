import { expect, it } from 'vitest';
import { MCPApp } from './app.ts';

it('stores the metadata of a workflow as plain data', () => {
  const app = new MCPApp({ name: 'about' });
  const inputSchema = { type: 'object', properties: { name: { type: 'string' } } };
  const greet = app.workflow('about.greet', async (_, input: { name: string }) => input.name, {
    description: 'Greets.',
    inputSchema,
    messageSchemas: { rename: { type: 'string' } },
  });
  expect(greet).toMatchObject({ name: 'about.greet', app: 'about', description: 'Greets.', inputSchema });
  expect(greet.messageSchemas).toEqual({ rename: { type: 'string' } });
  const silent = app.workflow('about.silent', async () => 1);
  expect(Object.keys(silent)).toEqual(['name', 'app', 'run']);
});
