import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { objectOf } from './aimock-format.ts';
import type { StandInTool } from './request.ts';

/** The parts of a question that can become arguments of a tool. */
export interface Question {
  readonly text: string;
  readonly url: string | undefined;
}

/** Returns the first URL in a text, without the punctuation of its sentence. */
export function findUrl(text: string): string | undefined {
  return /https?:\/\/[^\s<>"'`)\]]+/.exec(text)?.[0].replace(/[.,;:!?]+$/, '');
}

/** A tool and its arguments. */
export interface ChosenTool {
  readonly name: string;
  readonly arguments: JsonObject;
}

/**
 * Chooses a tool for a question: if there is a URL, a tool with a URL parameter; otherwise the first tool whose required
 * arguments can be found in the question. Tools that the question names are preferred.
 */
export function chooseTool(tools: readonly StandInTool[], question: Question): ChosenTool | undefined {
  const words = new Set(wordsOf(question.text));
  const named = tools.filter((tool) => wordsOf(tool.name).every((word) => words.has(word)));
  const inOrder = [...named, ...tools.filter((tool) => !named.includes(tool))];
  const readers =
    question.url === undefined ? [] : inOrder.filter((tool) => urlParameter(tool) !== undefined);
  for (const tool of [...readers, ...inOrder]) {
    const filled = fill(tool, question);
    if (filled !== undefined) return { name: tool.name, arguments: filled };
  }
  return undefined;
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function urlParameter(tool: StandInTool): string | undefined {
  const properties = objectOf(tool.parameters['properties']);
  return ['url', 'uri'].find((name) => name in properties);
}

function fill(tool: StandInTool, question: Question): JsonObject | undefined {
  const properties = objectOf(tool.parameters['properties']);
  const required = Array.isArray(tool.parameters['required']) ? tool.parameters['required'] : [];
  const url = urlParameter(tool);
  const names = new Set(required.filter((name) => typeof name === 'string'));
  if (url !== undefined) names.add(url);
  // A URL parameter never receives the question's text: without a URL, the tool does not fit.
  const numbers = numbersIn(question.text);
  const filled: JsonObject = {};
  for (const name of names) {
    const value = name === url ? question.url : valueFor(name, objectOf(properties[name]), question, numbers);
    if (value === undefined) return undefined;
    filled[name] = value;
  }
  return filled;
}

function valueFor(
  name: string,
  schema: JsonObject,
  question: Question,
  numbers: number[],
): JsonValue | undefined {
  if (schema['default'] !== undefined) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  switch (schema['type']) {
    case 'string':
      return /path|file|dir/i.test(name) ? pathIn(question.text) : question.text;
    case 'integer':
    case 'number':
      return numbers.shift();
    case 'boolean':
      return false;
    default:
      return undefined;
  }
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/(?<![\w.])-?\d+(?:\.\d+)?(?![\w])/g)].map(([number]) => Number(number));
}

/** Returns a path in a text: a word with a slash or a file extension. Default: the current folder. */
function pathIn(text: string): string {
  const words = text.split(/[\s"'`]+/).map((word) => word.replace(/[?!,;:]+$|\.$/, ''));
  return words.find((word) => word.includes('/') || /^[\w-]+\.[a-z]\w{0,4}$/i.test(word)) ?? '.';
}
