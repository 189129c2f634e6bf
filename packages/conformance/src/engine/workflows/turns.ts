import { currentWorkflow, type WorkflowDefinition } from '@mcp-agent/core';
import { app } from './app.ts';
import { generations } from './chains.ts';
import { go, item } from './messages.ts';
import { note, noteUpdate, order } from './shared-messages.ts';

/** Sends a signal to itself by its own ID. */
export const signalsItself: WorkflowDefinition<undefined, string> = app.workflow(
  'conformance.signalsItself',
  async (ctx) => {
    await ctx.signalWorkflow(ctx.workflowId, item, 'to myself');
    return ctx.waitForSignal(item);
  },
);

/** Sends a signal and starts a child in its last turn. */
export const sendsAtItsEnd: WorkflowDefinition<{ to: string; childId: string }, string> = app.workflow(
  'conformance.sendsAtItsEnd',
  async (ctx, { to, childId }) => {
    void ctx.signalWorkflow(to, item, 'last words');
    void ctx.startChild(generations, { number: 1 }, { workflowId: childId, parentClosePolicy: 'abandon' });
    return 'ended';
  },
);

/** Notes the order in which its code and its message handlers run. */
export const notesOrder: WorkflowDefinition<{ turns: number; callsBack?: boolean }, string[]> = app.workflow(
  'conformance.notesOrder',
  async (ctx, { turns, callsBack = false }) => {
    const notes: string[] = [];
    ctx.setHandler(note, (text) => void notes.push(text));
    ctx.setHandler(noteUpdate, (text) => notes.push(text));
    ctx.setHandler(order, () => [...notes]);
    notes.push('begin');
    const called = callsBack ? ctx.executeActivity('conformance.noteBack', null) : undefined;
    // A turn with many microtasks.
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    notes.push('end');
    await called;
    await ctx.waitForSignal(go);
    return notes;
  },
);

/** Calls currentWorkflow in handlers, a validator and a predicate. */
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
