import { useEffect, useRef, useState } from 'react';

const EVERY_MS = 500;

/** Asks again and again, as long as it is ticked: what grows is seen to grow. */
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
    const ask = async (): Promise<void> => {
      try {
        await latest.current();
      } catch {
        setOn(false);
      }
      if (!isDone) timer = setTimeout(() => void ask(), EVERY_MS);
    };
    void ask();
    return () => {
      isDone = true;
      clearTimeout(timer);
    };
  }, [isOn]);
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
      <span>keep asking</span>
    </label>
  );
}
