/** The digest of a conversation without messages. */
export const EMPTY_DIGEST = 0;

/**
 * Adds a message id to a conversation's digest (32-bit FNV-1a). Two conversations with the same length and
 * digest have the same messages. A message created by two attempts of one activity has two ids.
 */
export function addToDigest(digest: number, messageId: string): number {
  let hash = digest ^ 0x811c9dc5;
  for (let index = 0; index < messageId.length; index += 1) {
    hash = Math.imul(hash ^ messageId.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
