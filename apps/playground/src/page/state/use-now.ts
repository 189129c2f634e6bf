import { useEffect, useState } from 'react';

const INTERVAL_MS = 200;

/** Returns the time in milliseconds since 1970, updated while `isRunning`. */
export function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), INTERVAL_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}
