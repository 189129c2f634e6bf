import { useEffect, useState } from 'react';

/** A value that is loaded, or why it could not be loaded. Both are absent at first. */
export interface Loaded<T> {
  readonly value?: T;
  readonly error?: unknown;
}

/**
 * Loads a value, and loads it again when the key changes. The last value is shown until then.
 *
 * @param key identifies what `load` returns
 */
export function useLoaded<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({});
  useEffect(() => {
    let isCurrent = true;
    load().then(
      (value) => isCurrent && setLoaded({ value }),
      (error: unknown) => isCurrent && setLoaded({ error }),
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return loaded;
}
