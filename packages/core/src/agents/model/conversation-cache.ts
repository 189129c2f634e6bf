import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { ResourceDefinition } from '../../runtime/activity/resource.ts';
import { runWithin } from '../../runtime/activity/time-limit.ts';
import { ApplicationError } from '../../runtime/errors/activity.ts';
import { WorkflowNotFoundError } from '../../runtime/errors/workflow.ts';
import { messageOf } from '../../runtime/values/text.ts';
import { CONVERSATION_QUERY, type ConversationRef, type PlacedMessage } from './conversation.ts';
import { addToDigest, EMPTY_DIGEST } from './conversation-digest.ts';
import type { Message } from './messages.ts';

const MAX_CONVERSATIONS = 1_000;

/**
 * A worker's cache of conversations, so that a model call need not carry the messages. Messages that are
 * missing, or come from an abandoned attempt, are queried from the workflow.
 */
export class ConversationCache {
  readonly #conversations = new Map<string, Message[]>();

  put(id: string, index: number, message: Message): void {
    const messages = this.#conversations.get(id) ?? [];
    messages[index] = message;
    // Reinsert to keep the map ordered by last use, so that the least recently used conversation is evicted first.
    this.#conversations.delete(id);
    this.#conversations.set(id, messages);
    for (const oldest of this.#conversations.keys()) {
      if (this.#conversations.size <= MAX_CONVERSATIONS) break;
      this.#conversations.delete(oldest);
    }
  }

  /** Returns the conversation's messages: cached, unsent, or queried from the workflow. */
  async messages(
    ref: ConversationRef,
    unsent: readonly PlacedMessage[],
    context: ActivityContext,
  ): Promise<Message[]> {
    for (const { index, message } of unsent) this.put(ref.id, index, message);
    const held = this.#conversations.get(ref.id)?.slice(0, ref.length) ?? [];
    if (held.length === ref.length && digestOf(held) === ref.digest) return held;
    const asked = await ask(ref, context);
    asked.forEach((message, index) => this.put(ref.id, index, message));
    return asked;
  }
}

async function ask(ref: ConversationRef, context: ActivityContext): Promise<Message[]> {
  const messages: Message[] = [];
  while (messages.length < ref.length) {
    const page = await askPage(ref, messages.length, context);
    if (page.length === 0) break;
    messages.push(...page);
  }
  if (messages.length === ref.length && digestOf(messages) === ref.digest) return messages;
  throw new ApplicationError(
    `The workflow returned ${messages.length} of the ${ref.length} messages of conversation ${ref.id}: ` +
      'a worker with another version of the code answered. Run the same version on all workers of the task queue.',
    // Until the rolling update of the workers is over.
    { type: 'ConversationMismatch', unavailable: true },
  );
}

/** Timeout of one query, in milliseconds. A running worker answers much sooner. */
const QUERY_TIMEOUT_MS = 10_000;

/**
 * Queries a page of messages. A query that fails counts as no attempt of the model: the call is retried as if the service
 * were unavailable.
 */
async function askPage(
  { id, length }: ConversationRef,
  from: number,
  context: ActivityContext,
): Promise<Message[]> {
  try {
    return await runWithin({
      ms: QUERY_TIMEOUT_MS,
      signal: context.signal,
      expired: () =>
        new ApplicationError(`no worker answered within ${QUERY_TIMEOUT_MS} ms.`, { type: 'QueryTimeout' }),
      run: () => context.queryWorkflow(CONVERSATION_QUERY, id, from, length),
    });
  } catch (error) {
    // The workflow has ended, and needs no answer.
    if (context.signal.aborted || WorkflowNotFoundError.isInstance(error)) throw error;
    throw new ApplicationError(
      `The workflow did not return the messages of conversation ${id}: ${messageOf(error)}\n` +
        'Check that workers poll its task queue, and that its workflow tasks do not fail.',
      { type: 'ConversationQuery', unavailable: true, cause: error },
    );
  }
}

function digestOf(messages: readonly (Message | undefined)[]): number | undefined {
  let digest = EMPTY_DIGEST;
  for (let index = 0; index < messages.length; index += 1) {
    const message = messages[index];
    if (message === undefined) return undefined;
    digest = addToDigest(digest, message.id);
  }
  return digest;
}

/** The host's conversation cache. */
export const conversationCache: ResourceDefinition<ConversationCache> = {
  name: 'conversations',
  open: () => new ConversationCache(),
};
