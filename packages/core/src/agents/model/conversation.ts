import { defineQuery, type QueryDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';
import type { WorkflowInbox } from '../../runtime/workflow/inbox.ts';
import { addToDigest, EMPTY_DIGEST } from './conversation-digest.ts';
import type { Message } from './messages.ts';

/** A conversation up to some length, named and not copied: what a model call carries in place of messages. */
export interface ConversationRef {
  readonly id: string;
  readonly length: number;
  readonly digest: number;
}

/** A message with its place in its conversation. */
export interface PlacedMessage {
  readonly index: number;
  readonly message: Message;
}

/** Asks a workflow for the messages of a conversation from one index up to another, as many as fit a page. */
export const CONVERSATION_QUERY: QueryDefinition<Message[], [id: string, from: number, to: number]> =
  defineQuery(`${SYSTEM_PREFIX}conversation`);

const PAGE_CHARACTERS = 500_000;

/**
 * What was said, on the workflow's side. It only grows, so that what it held at some length never changes,
 * and workers may keep what they have seen of it.
 */
export class Conversation {
  readonly id: string;
  readonly #messages: Message[] = [];
  #digest = EMPTY_DIGEST;
  /** Messages made by the workflow itself that no activity has seen yet. */
  #unsent: PlacedMessage[] = [];

  constructor(id: string) {
    this.id = id;
  }

  get length(): number {
    return this.#messages.length;
  }

  get messages(): readonly Message[] {
    return this.#messages;
  }

  ref(): ConversationRef {
    return { id: this.id, length: this.#messages.length, digest: this.#digest };
  }

  /** Adds a message that an activity made: a worker has it already. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#digest = addToDigest(this.#digest, message.id);
  }

  /** Adds a message that the workflow made: it goes along with the next model call. */
  addFromWorkflow(make: (id: string) => Message): void {
    const index = this.#messages.length;
    const message = make(`w${index}`);
    this.#unsent.push({ index, message });
    this.add(message);
  }

  drainUnsent(): PlacedMessage[] {
    const unsent = this.#unsent;
    this.#unsent = [];
    return unsent;
  }

  /** The messages from one index up to another, or the first of them that fit a page: one at the least. */
  page(from: number, to: number): Message[] {
    const page: Message[] = [];
    let characters = 0;
    for (const message of this.#messages.slice(from, to)) {
      characters += JSON.stringify(message).length;
      if (page.length > 0 && characters > PAGE_CHARACTERS) break;
      page.push(message);
    }
    return page;
  }
}

const conversations = new WeakMap<WorkflowInbox, Map<string, Conversation>>();

/** Makes a conversation that activities can ask the workflow for. */
export function openConversation(inbox: WorkflowInbox, id: string): Conversation {
  let open = conversations.get(inbox);
  if (open === undefined) {
    const ofThisRun = new Map<string, Conversation>();
    open = ofThisRun;
    conversations.set(inbox, ofThisRun);
    inbox.setQueryHandler(CONVERSATION_QUERY.name, (name, from, to) =>
      typeof name === 'string' && typeof from === 'number' && typeof to === 'number'
        ? (ofThisRun.get(name)?.page(from, to) ?? [])
        : [],
    );
  }
  const conversation = new Conversation(id);
  open.set(id, conversation);
  return conversation;
}
