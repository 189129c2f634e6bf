/** Fails for good. */
export function charge(): never {
  throw new RangeError('the card was declined');
}
