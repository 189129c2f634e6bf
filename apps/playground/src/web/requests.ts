import { z } from 'zod';
import type { Message, StartRequest } from '../interface/requests.ts';

const json = z.json();
/** Any text: names are looked up unchanged. */
const name = z.string();

export const startRequest: z.ZodType<StartRequest> = z.object({
  workflow: name,
  engines: z.array(name).min(1).max(5),
  input: json,
});

export const messageRequest: z.ZodType<Message> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['signal', 'query', 'update']), name, args: z.array(json) }),
  z.object({ kind: z.enum(['cancel', 'terminate', 'pause', 'resume']) }),
]);
