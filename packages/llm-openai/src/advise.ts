/** Returns advice for a server with an OpenAI-compatible API that does not support JSON schemas. */
export function adviseOnForm(said: string): string | undefined {
  return /response_format|json_schema|text\.format/.test(said)
    ? 'The model or its server does not take this JSON schema as the form of an answer. Take one that does, keep the schema simpler, or ask without one (generateStr) and say in words what is wanted.'
    : undefined;
}
