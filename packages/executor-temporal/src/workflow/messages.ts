import type { JsonValue } from '@mcp-agent/core';
import { jsonBytes, type Message, type WorkflowRun } from '@mcp-agent/core/engine';
import { HandlerUnfinishedPolicy } from '@temporalio/common';
import * as temporal from '@temporalio/workflow';
import { toQueryFailure } from '../failure/query-failure.ts';
import { toFailure } from '../failure/to-failure.ts';
import { PAUSED_MEMO } from '../internal-names.ts';
import type { TurnBudget } from './turn-budget.ts';
import { afterThisTurn } from './turn-end.ts';

/**
 * Delivers messages to a run, between its turns. The SDK delivers a message that arrived early from within the call
 * that sets its handler, so handlers are set when the turn that asks for them is over.
 */
export class WorkflowMessages {
  /** Resolves when the signals that arrived with the run's first workflow task are delivered. */
  readonly received: Promise<void>;
  readonly #run: WorkflowRun;
  readonly #budget: TurnBudget;

  constructor(run: WorkflowRun, budget: TurnBudget) {
    this.#run = run;
    this.#budget = budget;
    this.received = afterThisTurn().then(() => this.#receive());
  }

  /** The signals that the run has not taken. Those of its first workflow task are among them once {@link received}. */
  untakenSignals(): Message[] {
    return this.#run.untakenSignals();
  }

  #receive(): void {
    temporal.setDefaultSignalHandler((name, ...args) => {
      const before = this.#run.paused;
      this.#run.signal(name, args.map(asJson));
      if (this.#run.paused !== before) temporal.upsertMemo({ [PAUSED_MEMO]: this.#run.paused });
    });
    temporal.setDefaultQueryHandler((name, ...args) => {
      try {
        return this.#run.query(name, args.map(asJson));
      } catch (error) {
        return toQueryFailure(error);
      }
    });
  }

  /** Lets updates of a name in, after this turn: the SDK rejects those of a name that has no handler. */
  async acceptUpdates(name: string): Promise<void> {
    await afterThisTurn();
    temporal.setHandler(
      temporal.defineUpdate<JsonValue, JsonValue[]>(name),
      async (...args) => {
        try {
          const answer = await this.#run.update(name, args);
          await this.#budget.room(jsonBytes(answer));
          return answer;
        } catch (error) {
          throw toFailure(error);
        }
      },
      {
        // The caller of an unanswered update gets an error; the worker's log is not the place.
        unfinishedPolicy: HandlerUnfinishedPolicy.ABANDON,
        validator: (...args) => {
          try {
            this.#run.validateUpdate(name, args);
          } catch (error) {
            throw toFailure(error);
          }
        },
      },
    );
  }
}

/** What Temporal's converter read is JSON, whatever its type says. */
function asJson(value: unknown): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as JsonValue;
}
