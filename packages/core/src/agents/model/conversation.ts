import { defineQuery, type QueryDefinition, SYSTEM_PREFIX } from '../../runtime/workflow/messages.ts';
import type { WorkflowContext } from '../../runtime/workflow/context.ts';
import { perRun } from '../../runtime/workflow/per-run.ts';
import type { WorkflowInbox } from '../../runtime/workflow/inbox.ts';
import { addToDigest, EMPTY_DIGEST } from './conversation-digest.ts';
import type { Message, ToolCall } from './messages.ts';

/** A reference to the first `length` messages of a conversation. A model call carries it in place of the messages. */
export interface ConversationRef {
  readonly id: string;
  readonly length: number;
  readonly digest: number;
}

/** A message with its index in the conversation. */
export interface PlacedMessage {
  readonly index: number;
  readonly message: Message;
}

/** Queries a workflow for a range of a conversation's messages, as many as fit a page. */
export const CONVERSATION_QUERY: QueryDefinition<Message[], [id: string, from: number, to: number]> =
  defineQuery(`${SYSTEM_PREFIX}conversation`);

const PAGE_CHARACTERS = 500_000;

/**
 * The workflow's side of a conversation. It is append-only: its first n messages never change, so workers can
 * cache them.
 */
export class Conversation {
  readonly id: string;
  /** Input tokens of the last model call: the next call sends at least as many. */
  inputTokens = 0;
  readonly #messages: Message[] = [];
  #digest = EMPTY_DIGEST;
  /** Messages created by the workflow that no activity has received yet. */
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

  /** Returns the tool calls of the last answer that have no result. */
  openCalls(): readonly ToolCall[] {
    const at = this.#messages.findLastIndex(({ role }) => role === 'assistant');
    const answer = this.#messages[at];
    if (answer?.role !== 'assistant') return [];
    const results = this.#messages.slice(at).filter((message) => message.role === 'tool');
    return answer.toolCalls.slice(results.length);
  }

  ref(): ConversationRef {
    return { id: this.id, length: this.#messages.length, digest: this.#digest };
  }

  /** Adds a message that an activity created. A worker already has it. */
  add(message: Message): void {
    this.#messages.push(message);
    this.#digest = addToDigest(this.#digest, message.id);
  }

  /** Adds a message that the workflow created. The next model call sends it to a worker. */
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

  /** Returns the messages from index `from` to `to` (exclusive), or as many as fit a page, but at least one. */
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

/** Creates a conversation that activities can query from the workflow. */
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

const usedIds = perRun(() => ({ count: 0 }));

/** Returns an id for a conversation or a stream: unique in the run, and the same at every replay. */
export function nextConversationId(ctx: WorkflowContext): string {
  const used = usedIds(ctx);
  used.count += 1;
  return `${ctx.runId}/${used.count}`;
}
