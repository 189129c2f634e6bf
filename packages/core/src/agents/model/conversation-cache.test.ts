import { describe, expect, it } from 'vitest';
import type { ActivityContext } from '../../runtime/activity/context.ts';
import { WorkflowNotFoundError } from '../../runtime/errors/workflow.ts';
import { WorkflowInbox } from '../../runtime/workflow/inbox.ts';
import { ConversationCache } from './conversation-cache.ts';
import { type Conversation, CONVERSATION_QUERY, openConversation } from './conversation.ts';
import type { AssistantMessage, Message } from './messages.ts';
import { TEST_CONTEXT } from './test-support/context.ts';

function setUp(): { conversation: Conversation; asked: () => number; context: ActivityContext } {
  const inbox = new WorkflowInbox();
  const conversation = openConversation(inbox, 'run/1');
  let asked = 0;
  const context: ActivityContext = {
    ...TEST_CONTEXT,
    queryWorkflow: async (query, ...args) => {
      asked += 1;
      const answer = inbox.query(query.name, JSON.parse(JSON.stringify(args)));
      return JSON.parse(JSON.stringify(answer));
    },
  };
  return { conversation, asked: () => asked, context };
}

const said = (id: string, text: string): AssistantMessage => ({ id, role: 'assistant', text, toolCalls: [] });
const texts = (messages: readonly Message[]): string[] =>
  messages.map((message) => (message.role === 'assistant' ? message.text : message.role));

describe('the conversation cache of a worker', () => {
  it('sends no query for messages that it received or created', async () => {
    const { conversation, asked, context } = setUp();
    const cache = new ConversationCache();
    conversation.addFromWorkflow((id) => ({ id, role: 'user', content: [] }));
    expect(texts(await cache.messages(conversation.ref(), conversation.drainUnsent(), context))).toEqual([
      'user',
    ]);
    cache.put(conversation.id, 1, said('1.1', 'hello'));
    conversation.add(said('1.1', 'hello'));
    expect(texts(await cache.messages(conversation.ref(), conversation.drainUnsent(), context))).toEqual([
      'user',
      'hello',
    ]);
    expect(asked()).toBe(0);
  });

  it('queries the workflow for all messages when it is empty', async () => {
    const { conversation, asked, context } = setUp();
    for (const number of [1, 2, 3]) conversation.add(said(`${number}.1`, `m${number}`));
    const cache = new ConversationCache();
    expect(texts(await cache.messages(conversation.ref(), [], context))).toEqual(['m1', 'm2', 'm3']);
    expect(asked()).toBe(1);
    // And keeps what it was told.
    await cache.messages(conversation.ref(), [], context);
    expect(asked()).toBe(1);
  });

  it('queries a long conversation in pages', async () => {
    const { conversation, asked, context } = setUp();
    const long = 'x'.repeat(300_000);
    for (const number of [1, 2, 3, 4, 5]) conversation.add(said(`${number}.1`, long));
    expect(await new ConversationCache().messages(conversation.ref(), [], context)).toHaveLength(5);
    expect(asked()).toBeGreaterThan(2);
  });

  it('replaces a message of an attempt that did not count', async () => {
    const { conversation, context } = setUp();
    const cache = new ConversationCache();
    // This worker made it, its attempt was given up, and another attempt's message is the one that counts.
    cache.put(conversation.id, 0, said('1.1', 'never counted'));
    conversation.add(said('1.2', 'counted'));
    expect(texts(await cache.messages(conversation.ref(), [], context))).toEqual(['counted']);
  });

  it('returns the conversation at the requested length', async () => {
    const { conversation, context } = setUp();
    conversation.add(said('1.1', 'first'));
    const early = conversation.ref();
    conversation.add(said('2.1', 'second'));
    const cache = new ConversationCache();
    expect(texts(await cache.messages(conversation.ref(), [], context))).toEqual(['first', 'second']);
    expect(texts(await cache.messages(early, [], context))).toEqual(['first']);
  });

  it('throws when the workflow has other messages than the call refers to', async () => {
    const { conversation, context } = setUp();
    conversation.add(said('1.1', 'first'));
    const ref = { ...conversation.ref(), digest: 7 };
    await expect(new ConversationCache().messages(ref, [], context)).rejects.toThrow('same version');
  });

  it('T2.3: leaves it to the retries of an unavailable service if the workflow cannot be queried', async () => {
    const { conversation, context } = setUp();
    conversation.add(said('1.1', 'first'));
    let queries = 0;
    const failsOnce: ActivityContext = {
      ...context,
      queryWorkflow: (query, ...args) => {
        queries += 1;
        return queries === 1
          ? Promise.reject(new Error('no worker polls'))
          : context.queryWorkflow(query, ...args);
      },
    };
    const cache = new ConversationCache();
    await expect(cache.messages(conversation.ref(), [], failsOnce)).rejects.toMatchObject({
      unavailable: true,
      message: expect.stringMatching(
        /did not return the messages of conversation run\/1: no worker polls\n.*workers poll/,
      ),
    });
    expect(texts(await cache.messages(conversation.ref(), [], failsOnce))).toEqual(['first']);
  });

  it('asks no more once the workflow has ended', async () => {
    const { conversation, context } = setUp();
    conversation.add(said('1.1', 'first'));
    const error = new WorkflowNotFoundError('It has ended.', { workflowId: 'w' });
    const ended: ActivityContext = { ...context, queryWorkflow: () => Promise.reject(error) };
    await expect(new ConversationCache().messages(conversation.ref(), [], ended)).rejects.toBe(error);
  });

  it('keeps the most recently used conversations, up to a limit', async () => {
    const cache = new ConversationCache();
    const { conversation, asked, context } = setUp();
    conversation.add(said('1.1', 'kept'));
    cache.put(conversation.id, 0, said('1.1', 'kept'));
    for (let other = 0; other < 1_000; other += 1) cache.put(`other/${other}`, 0, said('1.1', 'x'));
    await cache.messages(conversation.ref(), [], context);
    expect(asked()).toBe(1);
  });
});

it('exports the query with which activities load a conversation', () => {
  expect(CONVERSATION_QUERY.name).toMatch(/^__mcp_agent_/);
});
