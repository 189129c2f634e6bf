import { useState } from 'react';
import type { ErrorView } from '../../interface/error.ts';
import { viewFailure } from './view-failure.ts';

/** Something that a person does and that may be refused. */
export interface Action {
  readonly isBusy: boolean;
  readonly errors: readonly ErrorView[];
  run(what: () => Promise<unknown>): void;
}

/** Does things one at a time, and keeps why the last one was refused. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly ErrorView[]>([]);
  const act = async (what: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setErrors([]);
    try {
      await what();
    } catch (error) {
      setErrors(viewFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, errors, run: (what) => void act(what) };
}
