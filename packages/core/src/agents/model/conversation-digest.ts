/** The digest of a conversation without messages. */
export const EMPTY_DIGEST = 0;

/**
 * Adds a message's id to a conversation's digest: 32-bit FNV-1a. Two parties that hold as many messages with
 * the same digest hold the same ones; a message made twice, by two attempts of one activity, has two ids.
 */
export function addToDigest(digest: number, messageId: string): number {
  let hash = digest ^ 0x811c9dc5;
  for (let index = 0; index < messageId.length; index += 1) {
    hash = Math.imul(hash ^ messageId.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
