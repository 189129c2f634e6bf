/** What to do where a server that speaks the protocol does not know JSON schemas. */
export function adviseOnForm(said: string): string | undefined {
  return /response_format|json_schema|text\.format/.test(said)
    ? 'The model or its server does not take this JSON schema as the form of an answer. Take one that does, keep the schema simpler, or ask without one (generateStr) and say in words what is wanted.'
    : undefined;
}
