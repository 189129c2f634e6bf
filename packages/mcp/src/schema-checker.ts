import type { ResourceDefinition } from '@mcp-agent/core';
import { schemaChecker, type SchemaChecker } from '@mcp-agent/core/host';

/** Validates values against JSON Schemas. The validator is loaded on first use. */
export const jsonSchemaChecker: ResourceDefinition<SchemaChecker> = {
  name: schemaChecker.name,
  open: async () => {
    const { checkValue } = await import('./schemas/check.ts');
    return { check: (schema, value, author) => checkValue(schema, value, 'value', author) };
  },
};
