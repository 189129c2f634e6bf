import type { ResourceDefinition } from '@mcp-agent/core';
import { schemaChecker, type SchemaChecker } from '@mcp-agent/core/host';

/** Validates values against schemas from the user's code, with the validator of the MCP SDK, loaded on first use. */
export const ajvChecker: ResourceDefinition<SchemaChecker> = {
  name: schemaChecker.name,
  open: async () => {
    const { checkOwn } = await import('./schema-check.ts');
    return {
      check: (schema, value, owner) => {
        const problem = checkOwn(schema, owner)(value);
        return problem === undefined ? [] : [problem];
      },
    };
  },
};
