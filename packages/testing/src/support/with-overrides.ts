/**
 * Returns a view of an object in which some members are replaced. The other methods are called on the object itself,
 * because it may have private fields.
 */
export function withOverrides<T extends object>(target: T, overrides: Partial<T>): T {
  return new Proxy(target, {
    get: (_, key) => {
      if (key in overrides) return Reflect.get(overrides, key);
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      const bound: unknown = member.bind(target);
      return bound;
    },
  });
}
