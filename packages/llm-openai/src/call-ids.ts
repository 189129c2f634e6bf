import { createHash } from 'node:crypto';

/**
 * Returns the id of a tool call in a form that a service accepts. Conversations may have ids of another service; the
 * same id always becomes the same one, so that results match their calls.
 *
 * @param max maximum length; 9 means exactly nine letters and digits, as Mistral requires
 */
export function sendableId(id: string, max: 9 | 40 | 64): string {
  if (max === 9 ? /^[a-zA-Z0-9]{9}$/.test(id) : id !== '' && id.length <= max) return id;
  const digest = createHash('sha256').update(id).digest('hex');
  return max === 9 ? digest.slice(0, 9) : `call_${digest.slice(0, 32)}`;
}
