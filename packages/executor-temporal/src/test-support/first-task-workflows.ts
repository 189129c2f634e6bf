import {
  defineSignal,
  defineUpdate,
  MCPApp,
  type SignalDefinition,
  type UpdateDefinition,
  type WorkflowDefinition,
} from '@mcp-agent/core';

const app = new MCPApp({ name: 'first-task' });

export const note: SignalDefinition<[string]> = defineSignal('note');
export const noteUpdate: UpdateDefinition<string, [string]> = defineUpdate('noteUpdate');

/** Notes the order of its turn and of the messages, and returns once it has both messages. */
export const notes: WorkflowDefinition<undefined, string[]> = app.workflow('first.notes', async (ctx) => {
  const noted = ['begin'];
  ctx.setHandler(note, async (text) => {
    noted.push(text);
  });
  ctx.setHandler(
    noteUpdate,
    (text) => {
      noted.push(text);
      return text;
    },
    { validator: () => noted.push('validated') },
  );
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  noted.push('end');
  await ctx.condition(() => noted.includes('signal') && noted.includes('update'));
  return noted;
});

/** Ends in its first turn. */
export const ends: WorkflowDefinition<undefined, string> = app.workflow('first.ends', async (ctx) => {
  let text = 'no message';
  ctx.setHandler(note, async (sent) => {
    text = sent;
  });
  ctx.setHandler(noteUpdate, (sent) => (text = sent));
  await Promise.resolve();
  return text;
});

/** Continues as new in its first turn, then waits for a signal. */
export const continues: WorkflowDefinition<number, string> = app.workflow(
  'first.continues',
  async (ctx, run: number) => (run === 1 ? ctx.continueAsNew(2) : ctx.waitForSignal(note)),
);
