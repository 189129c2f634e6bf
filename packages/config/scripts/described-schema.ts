import { type JsonSchema, configFileSchema } from '../src/schema/json-schema.ts';
import { camelCase } from '../src/schema/section.ts';
import { DocComments, EACH } from './doc-comments.ts';

/** The doc comments of all settings. If several files document one of them, the first file counts. */
export const DOCS: DocComments = new DocComments(
  [
    'config/src/settings.ts',
    'core/src/runtime/settings.ts',
    'core/src/agents/model/usage.ts',
    'executor-asyncio/src/settings.ts',
    'executor-temporal/src/settings.ts',
    'llm-anthropic/src/settings.ts',
    'llm-openai/src/settings.ts',
    'mcp/src/settings.ts',
    'mcp/src/auth/settings.ts',
  ].map((file) => new URL(`../../${file}`, import.meta.url)),
);

/** Returns the schema of the configuration file, in which each key has the doc comment of its setting. */
export function describedSchema(): JsonSchema {
  const names = DOCS.names();

  function describe(schema: JsonSchema, path: readonly string[]): JsonSchema {
    const { properties, additionalProperties, items } = schema;
    const description = schema.description ?? inFile(DOCS.of(path), names);
    const described = Object.entries(properties ?? {}).map(([key, inner]) => [
      key,
      describe(inner, [...path, camelCase(key)]),
    ]);
    return {
      ...schema,
      ...(description !== '' && { description: `${description}${variables(schema, description)}` }),
      ...(properties && { properties: Object.fromEntries(described) }),
      ...(items && { items: describe(items, [...path, EACH]) }),
      ...(typeof additionalProperties === 'object' && {
        additionalProperties: describe(additionalProperties, [...path, EACH]),
      }),
    };
  }
  return describe(configFileSchema(), []);
}

/** Spells the settings that a comment mentions as in a file: `apiKey` is `api_key`. */
function inFile(doc: string, names: ReadonlySet<string>): string {
  return doc.replaceAll(/`(\w+)`/g, (code, name: string) =>
    names.has(name) ? `\`${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}\`` : code,
  );
}

/** Lists the environment variables that the description does not name. */
function variables({ 'x-env': names = [] }: JsonSchema, description: string): string {
  const others = names.map((name) => `\`${name}\``).filter((name) => !description.includes(name));
  return others.length === 0 ? '' : ` Environment: ${others.join(', ')}.`;
}
