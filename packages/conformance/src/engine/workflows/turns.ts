import { currentWorkflow, type WorkflowDefinition } from '@mcp-agent/core';
import { app } from './app.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';
import { note, noteUpdate, order } from './order.ts';

/** Sends itself a signal, by its own id. */
export const signalsItself: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.signalsItself',
  async (ctx) => {
    await ctx.signalWorkflow(ctx.workflowId, item, 'to myself');
    return ctx.waitForSignal(item);
  },
);

/** Sends a signal and starts a child in the turn in which it ends. */
export const sendsAtItsEnd: WorkflowDefinition<{ to: string; childId: string }, string> = app.workflow(
  'conformance.sendsAtItsEnd',
  async (ctx, { to, childId }: { to: string; childId: string }) => {
    void ctx.signalWorkflow(to, item, 'last words');
    void ctx.startChild(generations, { number: 1 }, { workflowId: childId, parentClosePolicy: 'abandon' });
    return 'ended';
  },
);

/** Notes in what order its own code and the messages to it run. */
export const notesOrder: WorkflowDefinition<{ turns: number; callsBack?: boolean }, string[]> = app.workflow(
  'conformance.notesOrder',
  async (ctx, { turns, callsBack = false }: { turns: number; callsBack?: boolean }) => {
    const notes: string[] = [];
    ctx.setHandler(note, (text) => void notes.push(text));
    ctx.setHandler(noteUpdate, (text) => notes.push(text));
    ctx.setHandler(order, () => [...notes]);
    notes.push('begin');
    const called = callsBack ? ctx.executeActivity('conformance.noteBack', null) : undefined;
    // A turn: code that waits for nothing but itself.
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    notes.push('end');
    await called;
    await ctx.waitForSignal(go);
    return notes;
  },
);

/** Finds itself wherever its code is called. */
export const findsItself: WorkflowDefinition<undefined, string[]> = app.workflow(
  'conformance.findsItself',
  async (ctx) => {
    const found: string[] = [];
    ctx.setHandler(order, () => [currentWorkflow().workflowId]);
    ctx.setHandler(noteUpdate, (text) => found.push(`${text} ${currentWorkflow().workflowId}`), {
      validator: () => {
        if (currentWorkflow().workflowId !== ctx.workflowId) throw new Error('another');
      },
    });
    ctx.setHandler(note, () => void found.push(`signal ${currentWorkflow().workflowId}`));
    let done = false;
    ctx.setHandler(go, () => {
      done = true;
    });
    await ctx.condition(() => done && currentWorkflow().workflowId === ctx.workflowId);
    return found;
  },
);
