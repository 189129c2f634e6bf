import { useState } from 'react';
import type { ErrorView } from '../../interface/error.ts';
import { viewFailure } from './view-failure.ts';

/** An action of the user that may fail. */
export interface Action {
  readonly isBusy: boolean;
  readonly errors: readonly ErrorView[];
  run(what: () => Promise<unknown>): void;
}

/** Runs actions and keeps the errors of the last one. */
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
