/** Returns advice for a server with an OpenAI-compatible API that does not support JSON schemas. */
export function adviseOnForm(message: string): string | undefined {
  return /response_format|json_schema|text\.format/.test(message)
    ? 'The model or its service does not support this JSON Schema for structured output. Use another model or a simpler schema, or describe the format in words and use generateStr.'
    : undefined;
}
