import {
  type JsonSchema,
  alternatives,
  configFileSchema,
  itemsOf,
  keysOf,
  valuesOf,
} from '../src/schema/json-schema.ts';
import { describeKey } from '../src/schema/describe-key.ts';
import { publishedSchema } from '../src/schema/published-schema.ts';

/** Where the published schema is. */
export const SCHEMA_FILE: URL = new URL('../schema/mcp-agent.config.schema.json', import.meta.url);
/** Where the keys are shown to people. */
export const README_FILE: URL = new URL('../README.md', import.meta.url);

const START = '<!-- keys: written by scripts/write-schema.ts -->';
const END = '<!-- end of keys -->';

/** The published schema as a file. */
export function schemaText(): string {
  return `${JSON.stringify(publishedSchema(), undefined, 2)}\n`;
}

/** The README with the keys as they are now. */
export function readmeWithKeys(readme: string): string {
  const start = readme.indexOf(START);
  const end = readme.indexOf(END);
  if (start < 0 || end < start) throw new Error(`The README has no "${START}" ... "${END}".`);
  return `${readme.slice(0, start)}${START}\n\n${keyTables()}\n\n${readme.slice(end)}`;
}

function keyTables(): string {
  const keys = Object.entries(keysOf(configFileSchema()));
  const isSection = ([, schema]: [string, JsonSchema]): boolean => Object.keys(keysOf(schema)).length > 0;
  const top = keys.filter((entry) => !isSection(entry)).flatMap(([key, schema]) => rows(key, schema));
  const sections = keys
    .filter((entry) => isSection(entry))
    .map(([key, schema]) => `### \`${key}\`\n\n${describeKey(schema)}\n\n${table(inner(key, schema))}`);
  return ['### At the top', table(top), ...sections].join('\n\n');
}

function table(lines: readonly string[]): string {
  return ['| key | value | default | what it is |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

/** A key, then the keys inside of it. */
function rows(path: string, schema: JsonSchema): string[] {
  const { default: fallback } = schema;
  const shown = fallback === undefined ? '' : code(JSON.stringify(fallback).replaceAll('"', ''));
  return [`| ${code(path)} | ${kind(schema)} | ${shown} | ${describeKey(schema)} |`, ...inner(path, schema)];
}

function inner(path: string, schema: JsonSchema): string[] {
  const values = valuesOf(schema);
  return [
    ...Object.entries(keysOf(schema)).flatMap(([key, one]) => rows(`${path}.${key}`, one)),
    ...(values === undefined ? [] : inner(`${path}.<name>`, values)),
    ...(isList(schema) ? inner(`${path}[]`, itemsOf(schema)) : []),
  ];
}

function isList(schema: JsonSchema): boolean {
  return alternatives(schema).some(({ type }) => type === 'array');
}

function kind(schema: JsonSchema): string {
  const kinds = alternatives(schema)
    .filter(({ type }) => type !== 'null')
    .map((one) => {
      if (typeof one.const === 'string') return code(one.const);
      if (one.enum !== undefined) return one.enum.map((value) => code(String(value))).join(', ');
      if (one.type === 'array') return `list of: ${kind(itemsOf(one))}`;
      if (one.type === 'object') return valuesOf(one)?.type === 'string' ? 'map of texts' : 'map';
      if (one.type === 'boolean') return 'true or false';
      return one.type === 'integer' ? 'whole number' : one.type === 'number' ? 'number' : 'text';
    });
  return [...new Set(kinds)].join(' or ');
}

function code(text: string): string {
  return `\`${text}\``;
}
