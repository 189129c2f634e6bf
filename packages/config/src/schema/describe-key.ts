import type { JsonSchema } from './json-schema.ts';

/** Describes a key for the README's table and for editors. */
export function describeKey(schema: JsonSchema): string {
  const { description = '', 'x-env': variables = [] } = schema;
  const from = variables.length === 0 ? '' : ` Environment: ${list(variables)}.`;
  return `${description}${from}${effect(schema)}`.trimStart();
}

function effect({ 'x-unused': isUnused, 'x-unused-values': values = [] }: JsonSchema): string {
  if (isUnused === true) return ' **Unused** in this version.';
  return values.length === 0 ? '' : ` **Unused** in this version: ${list(values)}.`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
