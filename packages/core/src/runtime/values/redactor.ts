/** Replaces a secret in text. */
export const HIDDEN = '[hidden]';

/** Minimum length, in characters. Shorter values are words such as `1` or `true`; hiding them would garble messages. */
const MIN_SECRET_LENGTH = 6;
const SCHEMES: ReadonlySet<string> = new Set(['basic', 'bearer', 'digest', 'token']);

/** Hides secrets in text. */
export interface Redactor {
  redact(text: string): string;
  /** Adds a secret to hide: a whole value, and each of its words, as in `Bearer TOKEN`; also URL-encoded. */
  hide(value: string): void;
}

/** Creates a redactor. Values that are not set or too short to be secret are skipped. */
export function redactor(values: Iterable<string | undefined>): Redactor {
  const secrets = new Set<string>();
  // Longest first: a secret may contain another.
  let ordered: readonly string[] = [];
  const hide = (value: string): void => {
    for (const secret of [value.trim(), ...value.split(/\s+/)]) {
      if (secret.length < MIN_SECRET_LENGTH || SCHEMES.has(secret.toLowerCase())) continue;
      secrets.add(secret).add(encodeURIComponent(secret.toWellFormed()));
    }
    if (secrets.size === ordered.length) return;
    ordered = [...secrets].toSorted((one, other) => other.length - one.length);
  };
  for (const value of values) if (value !== undefined) hide(value);
  return {
    redact: (text) => ordered.reduce((redacted, secret) => redacted.replaceAll(secret, HIDDEN), text),
    hide,
  };
}
