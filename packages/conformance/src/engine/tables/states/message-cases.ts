import { writeFile } from 'node:fs/promises';
import type { WorkflowHandle } from '@mcp-agent/core';
import { until } from '@mcp-agent/testing/support';
import { Cases } from '../../../contract/case.ts';
import type { EngineRequirementId } from '../../requirements/index.ts';
import type { Outcome } from '../outcome.ts';
import { checkRows, endOf, forEachItem, type Row } from '../rows.ts';
import { CLOSED_STATES, OPEN_STATES, rowsIn } from './states.ts';
import {
  badQuery,
  badUpdate,
  goodQuery,
  goodUpdate,
  leave,
  notes,
  noteSignal,
  rejectedUpdate,
  slowSignal,
  slowUpdate,
  stays,
  unhandledQuery,
  unhandledSignal,
  unhandledUpdate,
} from './workflows.ts';

export const messageStates: Cases<EngineRequirementId> = new Cases();
const { verifies } = messageStates;

/** A message, and what its sender receives, whatever the workflow does meanwhile. */
interface Sent {
  send(handle: WorkflowHandle, text: string): Promise<unknown>;
  readonly ends: (text: string) => unknown;
  /** Whether the workflow handles the message, and notes its text. */
  readonly noted?: boolean;
  /** Whether a closed workflow answers it. */
  readonly query?: boolean;
  /** Whether its handler awaits a step, which waits while the workflow is paused. */
  readonly slow?: boolean;
}

const nothing = (): unknown => ({ value: null });

const MESSAGES: Readonly<Record<string, Sent>> = {
  signal: { send: (handle, text) => handle.signal(noteSignal, text), ends: nothing, noted: true },
  'slow signal': {
    send: (handle, text) => handle.signal(slowSignal, text),
    ends: nothing,
    noted: true,
    slow: true,
  },
  'signal without a handler': { send: (handle, text) => handle.signal(unhandledSignal, text), ends: nothing },
  query: {
    send: (handle, text) => handle.query(goodQuery, text),
    ends: (text) => ({ value: `read ${text}` }),
    query: true,
  },
  'failing query': {
    send: (handle, text) => handle.query(badQuery, text),
    ends: (text) => ({ error: 'MESSAGE_FAILED', cause: `no ${text}` }),
    query: true,
  },
  'query without a handler': {
    send: (handle, text) => handle.query(unhandledQuery, text),
    ends: () => ({ error: 'MESSAGE_FAILED' }),
    query: true,
  },
  update: {
    send: (handle, text) => handle.update(goodUpdate, text),
    ends: (text) => ({ value: `noted ${text}` }),
    noted: true,
  },
  'slow update': {
    send: (handle, text) => handle.update(slowUpdate, text),
    ends: (text) => ({ value: `noted ${text}` }),
    noted: true,
    slow: true,
  },
  'failing update': {
    send: (handle, text) => handle.update(badUpdate, text),
    ends: (text) => ({ error: 'MESSAGE_FAILED', cause: `no ${text}` }),
  },
  'rejected update': {
    send: (handle, text) => handle.update(rejectedUpdate, text),
    ends: (text) => ({ error: 'UPDATE_REJECTED', cause: `no ${text}` }),
  },
  'update without a handler': {
    send: (handle, text) => handle.update(unhandledUpdate, text),
    ends: () => ({ error: 'MESSAGE_FAILED' }),
  },
};

function compared(outcome: Outcome<unknown>): unknown {
  if ('value' in outcome) return { value: outcome.value ?? null };
  const { code, cause } = outcome.error;
  return { error: code, ...(cause !== undefined && { cause: cause.message }) };
}

/** Sends all messages, and returns the rows of what the sender receives and of what the workflow notes. */
async function sendAll(name: string, handle: WorkflowHandle, paused: boolean): Promise<readonly Row[]> {
  const all = Object.entries(MESSAGES);
  const slow = all.filter(([, { slow: isSlow = false }]) => isSlow);
  const quick = all.filter((one) => !slow.includes(one));
  const send = async ([message, { send: sendOne, ends }]: (typeof all)[number]): Promise<Row> => {
    const row = `${name}: ${message}`;
    return { row, expected: ends(message), got: compared(await endOf(row, () => sendOne(handle, message))) };
  };
  const rows = [];
  for (const one of quick) rows.push(await send(one));
  const sending = slow.map(send);
  if (paused) await handle.resume();
  rows.push(...(await Promise.all(sending)));
  const noted = all.flatMap(([message, { noted: isNoted = false }]) => (isNoted ? [message] : []));
  const enough = async (): Promise<boolean> => (await handle.query(notes)).length >= noted.length;
  await endOf(name, () => until('all messages are noted', enough));
  const got = (await handle.query(notes)).toSorted();
  return [...rows, { row: `${name}: noted`, expected: noted.toSorted(), got }];
}

verifies('message.open', async (kit) => {
  const rows = await forEachItem(Object.entries(OPEN_STATES), ([name, state]) =>
    rowsIn(kit, name, state, async (found) => {
      const sent = await sendAll(name, found.handle, state.facts.status === 'paused');
      // The messages have not changed what the workflow does.
      await found.handle.signal(leave);
      await writeFile(found.gate, '');
      const end = await endOf(name, () => found.handle.result());
      const run = name === 'continued as new' ? 2 : 1;
      const row = { row: `${name}: end`, got: 'value' in end ? end.value : end.error.code };
      return [...sent, { ...row, expected: name === 'cancelling' ? 'CANCELLED' : `left run ${run}` }];
    }),
  );
  checkRows(rows.flat());
});

verifies('message.first-turn', async ({ executor, id, file }) => {
  const rows = await forEachItem(Object.entries(MESSAGES), async ([message, { send, ends }]) => {
    const stay = { place: 'condition', file: file(), gate: file() } as const;
    const handle = await executor.startWorkflow(stays, stay, { workflowId: id() });
    const got = compared(await endOf(message, () => send(handle, message)));
    await handle.signal(leave);
    return [
      { row: message, expected: ends(message), got },
      { row: `${message}: end`, expected: 'left run 1', got: await handle.result() },
    ];
  });
  checkRows(rows.flat());
});

verifies('message.closed', async (kit) => {
  const closed = Object.entries(CLOSED_STATES).filter(([, { facts }]) => facts.status !== 'unknown');
  const rows = await forEachItem(closed, ([name, state]) =>
    rowsIn(kit, name, state, ({ handle }) =>
      forEachItem(
        Object.entries(MESSAGES),
        async ([message, { send, ends, query = false }]) => {
          const row = `${name}: ${message}`;
          const expected = query ? ends(message) : { error: 'WORKFLOW_NOT_FOUND' };
          return { row, expected, got: compared(await endOf(row, () => send(handle, message))) };
        },
        1,
      ),
    ),
  );
  checkRows(rows.flat());
});
