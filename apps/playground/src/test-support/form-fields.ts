import { defineSignal, type JsonObject, type JsonValue, MCPApp } from '@mcp-agent/core';

// Workflows with every kind of field, which return their input.
const app = new MCPApp({ name: 'forms' });

const SIZES = ['small', 'large'];
const FIELDS: JsonObject = {
  must: { title: 'Must choose', enum: SIZES },
  may: { title: 'May choose', enum: SIZES },
  preset: { title: 'Preset', enum: SIZES, default: 'large' },
  stale: { title: 'Stale default', enum: SIZES, default: 'gone' },
  level: { title: 'Level', enum: [1, 2, null, ''] },
  kind: { title: 'Kind', oneOf: [{ const: 'a', title: 'First' }, { const: 'b' }] },
  ticked: { type: 'boolean', title: 'Ticked', description: 'Ticked at first.', default: true },
  unticked: { type: 'boolean', title: 'Unticked' },
  count: { type: 'integer', title: 'Count' },
  nothing: { type: 'number', title: 'Nothing', default: null },
  text: { type: 'string', title: 'Text' },
  note: { type: 'string', title: 'Note', default: 'line one\nline two' },
  data: { title: 'Data' },
  '': { type: 'string', title: 'No name' },
  constructor: { type: 'string', title: 'Inherited name' },
};

export const echo = app.workflow('echo', async (_ctx, input: JsonValue) => input, {
  inputSchema: { type: 'object', properties: FIELDS, required: ['must', 'ticked'] },
});

export const other = app.workflow('other', async (_ctx, input: JsonValue) => input, {
  inputSchema: {
    type: 'object',
    properties: { text: { type: 'string', title: 'Text', default: 'of the other' } },
  },
});

export const onlyNoName = app.workflow('onlyNoName', async (_ctx, input: JsonValue) => input, {
  inputSchema: { type: 'object', properties: { '': { type: 'string', title: 'No name' } } },
});

const note = defineSignal<JsonValue[]>('note');

/** Changes the page with each signal. */
export const notes = app.workflow(
  'notes',
  async (ctx) => {
    const all: JsonValue[] = [];
    while (all.length < 3) {
      all.push(await ctx.waitForSignal(note));
      await ctx.sleep('10ms');
    }
    return all;
  },
  { messageSchemas: { note: { type: 'string', title: 'Note' } } },
);
