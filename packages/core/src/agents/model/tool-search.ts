import { isJsonObject, type JsonObject } from '../../runtime/values/json.ts';
import type { OfferedTool } from './tools.ts';

const MAX_DESCRIPTION_LENGTH = 4_000;
const MAX_PROPERTIES = 100;
/** The usual parameters of BM25: how soon repeated words stop to count, and how much long texts are discounted. */
const SATURATION = 1.2;
const LENGTH_DISCOUNT = 0.75;
/** A word of the name says more than one of the description. */
const NAME_WEIGHT = 3;

/**
 * Returns the tools that match a query best, at most `limit`: BM25 over the words of their names, servers, descriptions
 * and arguments. The same query and tools give the same order.
 */
export function searchTools(query: string, tools: readonly OfferedTool[], limit: number): OfferedTool[] {
  const wanted = [...new Set(wordsOf(query))];
  const texts = tools.map((tool) => new IndexedTool(tool));
  const averageLength = texts.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
  const rarity = new Map(
    wanted.map((word) => [word, rarityOf(texts.filter((text) => text.count(word) > 0).length, texts.length)]),
  );
  return texts
    .map((text) => ({
      tool: text.tool,
      score: wanted.reduce(
        (sum, word) => sum + (rarity.get(word) ?? 0) * text.relevance(word, averageLength),
        0,
      ),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ tool }) => tool);
}

/** The words of a tool, with their number. */
class IndexedTool {
  readonly tool: OfferedTool;
  readonly #counts = new Map<string, number>();
  length = 0;

  constructor(tool: OfferedTool) {
    this.tool = tool;
    const { target, tool: described } = tool;
    const server = target.kind === 'server' ? target.server : '';
    this.#add(`${server} ${described.name}`, NAME_WEIGHT);
    this.#add(described.description?.slice(0, MAX_DESCRIPTION_LENGTH) ?? '', 1);
    this.#add(textOfProperties(described.inputSchema), 1);
  }

  count(word: string): number {
    return this.#counts.get(word) ?? 0;
  }

  relevance(word: string, averageLength: number): number {
    const count = this.count(word);
    const discount = 1 - LENGTH_DISCOUNT + LENGTH_DISCOUNT * (this.length / averageLength);
    return (count * (SATURATION + 1)) / (count + SATURATION * discount);
  }

  #add(text: string, weight: number): void {
    for (const word of wordsOf(text)) {
      this.#counts.set(word, this.count(word) + weight);
      this.length += weight;
    }
  }
}

function rarityOf(having: number, all: number): number {
  return Math.log(1 + (all - having + 0.5) / (having + 0.5));
}

function textOfProperties({ properties = null }: JsonObject): string {
  if (!isJsonObject(properties)) return '';
  return Object.entries(properties)
    .slice(0, MAX_PROPERTIES)
    .map(([name, schema]) => `${name} ${descriptionOf(schema)}`)
    .join(' ');
}

function descriptionOf(schema: unknown): string {
  if (typeof schema !== 'object' || schema === null || !('description' in schema)) return '';
  return typeof schema.description === 'string' ? schema.description.slice(0, MAX_DESCRIPTION_LENGTH) : '';
}

/** Splits a text into words: also at `_`, at `camelCase`, and each sign of scripts that write without spaces. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(BETWEEN_WORDS)
    .filter((word) => word !== undefined && word !== '')
    .map(stemOf);
}

const BETWEEN_WORDS = /([\p{sc=Han}\p{sc=Hira}\p{sc=Kana}])|[^\p{L}\p{N}]+/u;

/** Makes the usual forms of an English word one: `issues` and `issue`, `creating` and `create`, `cancelled` and `cancel`. */
function stemOf(word: string): string {
  return word
    .replace(/(?<=...)(?:ies|y)$/, 'i')
    .replace(/(?<=...)(?:ing|ed|es|e|s)$/, '')
    .replace(/(.)\1$/, '$1');
}
