import { type JsonSchema, configFileSchema, FORM_KEY } from '../src/schema/json-schema.ts';
import { camelCase } from '../src/schema/section.ts';
import { DocComments, EACH } from './doc-comments.ts';

/** The doc comments of all settings. If several files document one of them, the first file counts. */
export const DOCS: DocComments = new DocComments(
  [
    'config/src/settings.ts',
    'core/src/runtime/settings.ts',
    'core/src/runtime/activity/retry-policy.ts',
    'core/src/agents/calls/call-settings.ts',
    'core/src/agents/model/params.ts',
    'core/src/agents/model/service-settings.ts',
    'core/src/agents/model/usage.ts',
    'executor-asyncio/src/settings.ts',
    'executor-temporal/src/settings.ts',
    'llm-ai-sdk/src/settings.ts',
    'llm-anthropic/src/settings.ts',
    'llm-openai/src/settings.ts',
    'llm-openai/src/profiles/profile.ts',
    'mcp/src/settings.ts',
    'mcp/src/auth/settings.ts',
  ].map((file) => new URL(`../../${file}`, import.meta.url)),
);

/** Returns the schema of the configuration file, in which each key has the doc comment of its setting. */
export function describedSchema(): JsonSchema {
  const names = DOCS.names();

  function describe(schema: JsonSchema, path: readonly string[]): JsonSchema {
    const { properties, additionalProperties, items, anyOf } = schema;
    const description = schema.description ?? inFile(DOCS.of(path), names);
    const described = Object.entries(properties ?? {}).map(([key, inner]) => [
      key,
      describe(inner, [...path, camelCase(key)]),
    ]);
    return {
      ...schema,
      ...(description !== '' && { description: `${description}${variables(schema, description)}` }),
      ...(properties && { properties: Object.fromEntries(described) }),
      ...(anyOf && {
        anyOf: anyOf.map((form) => (form.properties ? describe(form, sectionOf(form) ?? path) : form)),
      }),
      ...(items && { items: describe(items, [...path, EACH]) }),
      ...(typeof additionalProperties === 'object' && {
        additionalProperties: describe(additionalProperties, [...path, EACH]),
      }),
    };
  }
  return describe(configFileSchema(), []);
}

/** Returns the path of the section whose keys a form of a service has. */
function sectionOf({ properties }: JsonSchema): readonly string[] | undefined {
  const selector = properties?.[FORM_KEY];
  if (selector === undefined) return undefined;
  return [typeof selector.const === 'string' ? selector.const : 'ModelServiceSettings'];
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
