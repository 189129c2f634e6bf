import { useEffect, useRef, useState } from 'react';

const INTERVAL_MS = 500;

/** A checkbox that repeats an action while it is checked. */
export function Repeat({ what }: { what: () => Promise<void> }) {
  const [isOn, setOn] = useState(false);
  const latest = useRef(what);
  useEffect(() => {
    latest.current = what;
  });
  useEffect(() => {
    if (!isOn) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isDone = false;
    const repeat = async (): Promise<void> => {
      try {
        await latest.current();
      } catch {
        setOn(false);
      }
      if (!isDone) timer = setTimeout(() => void repeat(), INTERVAL_MS);
    };
    void repeat();
    return () => {
      isDone = true;
      clearTimeout(timer);
    };
  }, [isOn]);
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
      <span>Repeat</span>
    </label>
  );
}
