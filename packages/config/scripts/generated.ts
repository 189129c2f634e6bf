import { FORM_KEY, type JsonSchema, itemsOf, keysOf, valuesOf } from '../src/schema/json-schema.ts';
import { UNREAD_KEYS } from '../src/schema/unread.ts';
import { DOCS, describedSchema } from './described-schema.ts';
import { publishedSchema } from './published-schema.ts';

/** The published schema. */
export const SCHEMA_FILE: URL = new URL('../schema/mcp-agent.config.schema.json', import.meta.url);
/** The READMEs and the guide to providers, which have tables of settings. */
export const READMES: readonly URL[] = [
  'config',
  'executor-asyncio',
  'executor-temporal',
  'llm-ai-sdk',
  'llm-anthropic',
  'llm-openai',
  'mcp',
]
  .map((name) => `../../${name}/README.md`)
  .concat('../../../docs/providers.md')
  .map((file) => new URL(file, import.meta.url));

/** The sections of model services. The guide to providers has the settings that all of them have, as `services`. */
const SERVICES: ReadonlySet<string> = new Set(['openai', 'azure', 'anthropic', 'ai-sdk']);

/** A generated part of a README: all keys of the file, or the settings of the section in the code at a path. */
const GENERATED =
  /(<!-- (keys|settings: (\S+)), written by packages\/config\/scripts -->).*?(<!-- end -->)/gs;

const UNREAD =
  'No package reads these keys of mcp-agent. They may have any content, which is passed on without validation.';

/** Returns the content of the published schema. */
export function schemaText(): string {
  return `${JSON.stringify(publishedSchema(), undefined, 2)}\n`;
}

/** Returns a README with up-to-date tables. */
export function withTables(readme: string): string {
  return readme.replaceAll(
    GENERATED,
    (_all, start: string, _what: string, path: string | undefined, end: string) =>
      `${start}\n\n${path === undefined ? keys() : settings(path)}\n\n${end}`,
  );
}

function settings(path: string): string {
  const lines = rowsOf(path);
  if (lines.length === 0)
    throw new Error(`There are no settings at "${path}". Correct the comment in the README.`);
  return ['| setting | description |', '| --- | --- |', ...lines].join('\n');
}

function rowsOf(path: string): string[] {
  const linesOf = (section: string): string[] =>
    DOCS.in(section.split('.')).map(([name, doc]) => `| ${code(name)} | ${doc} |`);
  if (path !== 'services' && !SERVICES.has(path)) return linesOf(path);
  const [first = [], ...others] = [...SERVICES].map(linesOf);
  const common = first.filter((line) => others.every((lines) => lines.includes(line)));
  return path === 'services' ? common : linesOf(path).filter((line) => !common.includes(line));
}

function keys(): string {
  const all = Object.entries(keysOf(describedSchema()));
  const isSection = ([, schema]: [string, JsonSchema]): boolean => Object.keys(keysOf(schema)).length > 0;
  const top = all.filter((entry) => !isSection(entry)).flatMap(([key, schema]) => rows(key, schema));
  const sections = all
    .filter((entry) => isSection(entry))
    .map(([key, schema]) => `### \`${key}\`\n\n${schema.description}\n\n${table(inner(key, schema))}`);
  const unread = `### Without effect\n\n${UNREAD}\n\n${UNREAD_KEYS.map((key) => code(key)).join(', ')}.`;
  return ['### At the top', table(top), ...sections, unread].join('\n\n');
}

function table(lines: readonly string[]): string {
  return ['| key | value | description |', '| --- | --- | --- |', ...lines].join('\n');
}

/** Returns the row of a key, followed by those of the keys inside it. */
function rows(path: string, schema: JsonSchema): string[] {
  if (schema['x-unread'] === true) return [];
  return [`| ${code(path)} | ${kind(schema)} | ${schema.description} |`, ...inner(path, schema)];
}

function inner(path: string, schema: JsonSchema): string[] {
  const values = valuesOf(schema);
  return [
    ...Object.entries(documentedKeys(schema)).flatMap(([key, one]) => rows(`${path}.${key}`, one)),
    ...(values === undefined ? [] : inner(`${path}.<name>`, values)),
    ...(schema.type === 'array' ? inner(`${path}[]`, itemsOf(schema)) : []),
  ];
}

/** Returns the keys to list: of a service only the one that selects its section, which has the others. */
function documentedKeys(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const all = keysOf(schema);
  const selector = schema.anyOf === undefined ? undefined : all[FORM_KEY];
  return selector === undefined ? all : { [FORM_KEY]: selector };
}

function kind(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kind))].join(' or ');
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.type === 'array') return `list of ${kind(itemsOf(schema))}s`;
  if (schema.type === 'object') return valuesOf(schema)?.type === 'string' ? 'map of strings' : 'map';
  return schema.type ?? 'any';
}

function code(text: string): string {
  return `\`${text}\``;
}
