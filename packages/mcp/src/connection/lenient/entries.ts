import type { JsonObject, JsonValue } from '@mcp-agent/core';
import { isJsonObject } from '@mcp-agent/core/host';
import { specTypeSchemas } from '@modelcontextprotocol/client';
import { problemOf, type Schema } from './repair.ts';

/** An entry of a list in a result: how to read one that is not as it should be. */
export interface Entry {
  /** Names the entry in the log, after "of". */
  label(item: JsonObject): string;
  schema(item: JsonObject): Schema | undefined;
  problem(raw: JsonValue): string;
  /** Adds what an entry must have. */
  withDefaults?(item: JsonObject): JsonObject;
  /** Reads an entry that is not an object. */
  fromOther?(raw: JsonValue): JsonObject;
  /** Replaces an entry that cannot be read, so that nothing of it is lost. */
  instead?(raw: JsonValue): JsonObject;
}

const BLOCKS: ReadonlyMap<unknown, Schema> = new Map<unknown, Schema>([
  ['text', specTypeSchemas.TextContent],
  ['image', specTypeSchemas.ImageContent],
  ['audio', specTypeSchemas.AudioContent],
  ['resource_link', specTypeSchemas.ResourceLink],
  ['resource', specTypeSchemas.EmbeddedResource],
]);

const ENTRIES: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ['tools', named('tool', specTypeSchemas.Tool, toolWithSchemas)],
  ['prompts', named('prompt', specTypeSchemas.Prompt)],
  [
    'resources',
    named('resource', specTypeSchemas.Resource, (item) => ({ name: item['uri'] ?? '', ...item })),
  ],
  [
    'resourceTemplates',
    named('resource template', specTypeSchemas.ResourceTemplate, (item) => ({
      name: item['uriTemplate'] ?? '',
      ...item,
    })),
  ],
  [
    'content',
    {
      label: () => 'a content block',
      schema: ({ type }) => BLOCKS.get(type),
      problem: () => 'its type is unknown',
      withDefaults: blockWithDefaults,
      fromOther: (raw) => ({ type: 'text', text: textOf(raw) }),
      instead: (raw) => ({ type: 'text', text: textOf(raw) }),
    },
  ],
  [
    'messages',
    {
      label: () => 'a message of a prompt',
      schema: () => specTypeSchemas.PromptMessage,
      problem: (raw) => problemOf(specTypeSchemas.PromptMessage, raw),
      withDefaults: messageWithDefaults,
      fromOther: (raw) => ({ role: 'user', content: { type: 'text', text: textOf(raw) } }),
      instead: (raw) => ({ role: 'user', content: { type: 'text', text: textOf(raw) } }),
    },
  ],
  [
    'contents',
    {
      label: ({ uri }) => `part ${JSON.stringify(uri ?? '')} of a resource`,
      schema: (item) =>
        'blob' in item ? specTypeSchemas.BlobResourceContents : specTypeSchemas.TextResourceContents,
      problem: (raw) => problemOf(specTypeSchemas.TextResourceContents, raw),
      withDefaults: (item) => ({ uri: '', ...item }),
      fromOther: (raw) => ({ uri: '', text: textOf(raw) }),
    },
  ],
]);

/** Returns how to read the entries of a list, by its name in the result. */
export function entryOf(list: string): Entry | undefined {
  return ENTRIES.get(list);
}

function named(noun: string, schema: Schema, withDefaults?: (item: JsonObject) => JsonObject): Entry {
  return {
    label: (item) => {
      const name = item['name'] ?? item['uri'] ?? item['uriTemplate'];
      return typeof name === 'string' && name !== ''
        ? `${noun} "${name.slice(0, 256)}"`
        : `a ${noun} without a name`;
    },
    schema: () => schema,
    problem: (raw) =>
      isJsonObject(raw) ? problemOf(schema, withDefaults?.(raw) ?? raw) : 'it is not an object',
    ...(withDefaults !== undefined && { withDefaults }),
  };
}

/** A tool whose input schema says nothing takes an object. An output schema that is none is ignored. */
function toolWithSchemas(tool: JsonObject): JsonObject {
  const { inputSchema } = tool;
  return {
    ...tool,
    inputSchema: { ...objectSchema(isJsonObject(inputSchema) ? inputSchema : {}), type: 'object' },
  };
}

/** PHP writes a schema without properties as `"properties": []`; others write `null`. */
function objectSchema(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, key === 'properties' && Array.isArray(value) ? {} : value]),
  );
}

function blockWithDefaults(block: JsonObject): JsonObject {
  if (block['type'] === 'resource_link') return { name: block['uri'] ?? '', ...block };
  const { resource } = block;
  if (block['type'] !== 'resource' || !isJsonObject(resource)) return block;
  return { ...block, resource: { uri: '', ...resource } };
}

function messageWithDefaults({ role, content, ...others }: JsonObject): JsonObject {
  return {
    ...others,
    // A prompt has no other role: some servers have a `system` one.
    role: role === 'assistant' ? role : 'user',
    content: isJsonObject(content) ? content : { type: 'text', text: textOf(content ?? '') },
  };
}

function textOf(raw: JsonValue): string {
  return typeof raw === 'string' ? raw : JSON.stringify(raw);
}
