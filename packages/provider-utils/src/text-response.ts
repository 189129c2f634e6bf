/**
 * Creates a response whose body has been read. A global `Response` of a text copies it into a stream, which takes four
 * times as long as the rest of the response; this one does so only for a client that reads other than text or JSON.
 */
export function textResponse(text: string, init: ResponseInit): Response {
  // For some statuses, a response must have no body, not even an empty one.
  const whole = (): Response => new Response(text || null, init);
  return Object.defineProperties(new Response(null, init), {
    body: { get: () => whole().body },
    text: { value: () => Promise.resolve(text) },
    json: { value: async (): Promise<unknown> => JSON.parse(text) },
    arrayBuffer: { value: () => whole().arrayBuffer() },
    blob: { value: () => whole().blob() },
    clone: { value: whole },
  });
}
