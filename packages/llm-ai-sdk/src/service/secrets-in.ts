const SECRET = /key|token|secret|password|credential|headers/i;

/** Returns the texts in the options of a package that may be secrets. */
export function secretsIn(value: unknown, isSecret = false): string[] {
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, isSecret || SECRET.test(key)));
}
