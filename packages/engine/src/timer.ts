/** The longest that one timer of Node's can be; a longer wait takes several. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls back after that many milliseconds, however many; call what is returned to let go of it. */
export function startTimer(ms: number, callback: () => void): () => void {
  if (ms <= LONGEST_MS) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }
  const due = Date.now() + ms;
  const next = (): NodeJS.Timeout => {
    const left = due - Date.now();
    return left > LONGEST_MS
      ? setTimeout(() => {
          timer = next();
        }, LONGEST_MS)
      : setTimeout(callback, left);
  };
  let timer = next();
  return () => clearTimeout(timer);
}
