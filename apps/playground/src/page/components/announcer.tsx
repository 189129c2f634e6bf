import { useEffect, useRef, useState } from 'react';
import { engineName } from '../state/engine-names.ts';
import { useLive } from '../state/use-live.ts';
import { statusWord } from '../../interface/status-words.ts';

/** Announces status changes of runs to screen readers. */
export function Announcer() {
  const { runs, isReady } = useLive();
  const known = useRef(new Map<string, string>());
  const [text, setText] = useState('');
  useEffect(() => {
    for (const [key, { engine, workflow, status }] of runs) {
      const before = known.current.get(key);
      known.current.set(key, status);
      if (isReady && before !== undefined && before !== status) {
        setText(`${workflow}, ${engineName(engine)}: ${statusWord(status)}.`);
      }
    }
  }, [runs, isReady]);
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}
