import { type Activity, defineActivity } from '@mcp-agent/core';
import { doUpdate, moodQuery, note, noteUpdate, saidSignal } from '../workflows/shared-messages.ts';

/** Queries the workflow that called it. */
export const askBack: Activity<null, string> = defineActivity({
  name: 'conformance.askBack',
  run: (_: null, { queryWorkflow }) => queryWorkflow(moodQuery, 'monday'),
});

/** Sends three signals to the workflow that called it, then returns. */
export const tellBack: Activity<null, string> = defineActivity({
  name: 'conformance.tellBack',
  run: async (_: null, { signalWorkflow }) => {
    for (const word of ['one', 'two', 'three']) await signalWorkflow(saidSignal, word);
    return 'told';
  },
});

/** Updates the workflow that called it, and returns the answer. */
export const haveBack: Activity<{ what: string }, string> = defineActivity({
  name: 'conformance.haveBack',
  options: { retry: { maximumAttempts: 1 } },
  run: ({ what }: { what: string }, { updateWorkflow }) => updateWorkflow(doUpdate, what),
});

/** Sends messages to the workflow that called it before its first wait. */
export const noteBack: Activity<null, null> = defineActivity({
  name: 'conformance.noteBack',
  run: async (_: null, { signalWorkflow, updateWorkflow }) => {
    await Promise.all([signalWorkflow(note, 'signal'), updateWorkflow(noteUpdate, 'update')]);
    return null;
  },
});
