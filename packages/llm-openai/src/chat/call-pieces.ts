import type { JsonObject } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/provider';
import { fieldOf, textOr } from '../json.ts';

/** A tool call, assembled from the pieces of a stream. */
interface GatheredCall {
  readonly index: number | undefined;
  id: string;
  name: string;
  arguments: string;
  extra: JsonObject | undefined;
}

/** A piece of a tool call. */
interface Piece {
  readonly index: number | undefined;
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

/**
 * Assembles tool calls from the pieces of a stream. By OpenAI's protocol, pieces of one call have the same index, and
 * the first one its id and name. Services also omit or repeat indexes and ids, change the id with each piece, split
 * names, and send whole calls.
 */
export class CallGatherer {
  readonly #calls: GatheredCall[] = [];

  /** Adds a piece. Returns the name of its call, and the arguments that it adds. */
  add(value: JsonObject): { readonly name: string; readonly added: string } {
    const made = value['function'] ?? value['custom'] ?? value;
    const piece: Piece = {
      index: indexOf(value['index']),
      id: textOr(value['id']),
      name: textOr(fieldOf(made, 'name')),
      arguments: argumentsIn(fieldOf(made, 'arguments') ?? fieldOf(made, 'input')),
    };
    const call = this.#find(piece);
    const extra = value['extra_content'];
    if (call === undefined) {
      this.#calls.push({ ...piece, extra: isJsonObject(extra) ? extra : undefined });
      return { name: piece.name, added: piece.arguments };
    }
    if (isJsonObject(extra)) call.extra = extra;
    call.id ||= piece.id;
    if (isSame(call, piece)) return { name: call.name, added: '' };
    if (call.arguments === '' && piece.name !== call.name) {
      // Some services repeat the name so far with each piece.
      call.name = piece.name.startsWith(call.name) ? piece.name : call.name + piece.name;
    }
    call.arguments += piece.arguments;
    return { name: call.name, added: piece.arguments };
  }

  /** The calls in the form of a message. */
  calls(): JsonObject[] {
    return this.#calls.map(({ id, name, arguments: args, extra }) => ({
      id,
      type: 'function',
      function: { name, arguments: args },
      ...(extra !== undefined && { extra_content: extra }),
    }));
  }

  /** Returns the call that a piece continues; `undefined` if it starts one. */
  #find(piece: Piece): GatheredCall | undefined {
    const { index, id, name } = piece;
    const last = this.#calls.at(-1);
    const call =
      index !== undefined
        ? this.#calls.findLast((known) => known.index === index)
        : this.#calls.findLast((known) => id !== '' && known.id === id);
    // Without a name, a piece never starts a call.
    if (call === undefined) return id === '' && name === '' ? last : undefined;
    if (name === '' || isSame(call, piece)) return call;
    const isOther = id !== '' && call.id !== '' && id !== call.id;
    return isOther || isComplete(call.arguments) ? undefined : call;
  }
}

/** Whether a piece repeats a whole call, as the last piece of some services does. */
function isSame(call: GatheredCall, piece: Piece): boolean {
  const isOfCall =
    (piece.id === '' ? piece.index !== undefined : piece.id === call.id) &&
    (piece.name === '' || piece.name === call.name);
  const args = isOfCall ? parse(call.arguments) : undefined;
  return args !== undefined && JSON.stringify(args) === JSON.stringify(parse(piece.arguments));
}

function isComplete(args: string): boolean {
  return parse(args) !== undefined;
}

/** Returns the object that arguments are; `undefined` if they are incomplete. */
function parse(args: string): unknown {
  if (!args.trimEnd().endsWith('}')) return undefined;
  try {
    return JSON.parse(args);
  } catch {
    return undefined;
  }
}

/** Some services send indexes as text. */
function indexOf(value: unknown): number | undefined {
  const index = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof index === 'number' && Number.isInteger(index) ? index : undefined;
}

function argumentsIn(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : textOr(value);
}
