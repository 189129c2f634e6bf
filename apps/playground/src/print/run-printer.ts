import type { Engine } from '../engine/engine.ts';
import type { Run, RunView } from '../runs/run.ts';
import type { StepView } from '../runs/step.ts';
import type { Screen } from './screen.ts';
import { headingOf, inputOf, outcomeOf } from './step-text.ts';

const NOTE_MARK = ' '.repeat(12);

/**
 * Prints the steps of a run, in the order of their start, until the run or the engine's process ends.
 */
export async function printRun(run: Run, engine: Engine, screen: Screen): Promise<RunView> {
  const printer = new RunPrinter(screen);
  const abandoned = Promise.withResolvers<void>();
  const update = (): void => {
    printer.update(run.view());
    if (engine.state === 'ended') abandoned.resolve();
  };
  const stop = run.onChange(update);
  update();
  await Promise.race([run.ended, abandoned.promise]);
  stop();
  return run.view();
}

class RunPrinter {
  readonly #screen: Screen;
  #notes = 0;
  #steps = 0;
  /** Number of printed attempts of the running step; 0 before its heading. */
  #attempts = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  update({ notes, steps }: RunView): void {
    for (const note of notes.slice(this.#notes)) {
      this.#screen.paragraph(note, { mark: NOTE_MARK, style: 'dim' });
    }
    this.#notes = notes.length;
    for (const step of steps.slice(this.#steps)) {
      this.#begin(step);
      // Of concurrent steps, print one completely before the next.
      if (step.status === 'running') return;
      this.#end(step);
    }
  }

  #begin(step: StepView): void {
    if (this.#attempts === 0) {
      if (this.#steps === 0) this.#screen.line();
      const number = String(this.#steps + 1).padStart(3);
      this.#screen.paragraph(headingOf(step), { mark: `${number}  `, style: 'bold' });
      for (const line of inputOf(step)) this.#screen.paragraph(line, { mark: '     ' });
      this.#attempts = 1;
    }
    if (step.status === 'running' && step.attempts > this.#attempts) {
      this.#attempts = step.attempts;
      this.#screen.paragraph(`failed, running attempt ${step.attempts}`, { mark: '     ', style: 'yellow' });
    }
  }

  #end(step: StepView): void {
    const lines = outcomeOf(step);
    for (const line of lines.slice(0, -1)) this.#screen.paragraph(line, { mark: '     ' });
    const style = step.status === 'completed' ? 'dim' : 'red';
    this.#screen.paragraph(lines.at(-1) ?? '', { mark: '     ', style });
    this.#steps += 1;
    this.#attempts = 0;
  }
}
