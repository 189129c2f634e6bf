/** Returns the fields of an object that are not `undefined`: such a field means the same as no field. */
export function definedOf<T extends object>(fields: T): T {
  const defined = { ...fields };
  for (const name in defined) if (defined[name] === undefined) delete defined[name];
  return defined;
}
