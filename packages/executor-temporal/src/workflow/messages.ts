import type { JsonValue } from '@mcp-agent/core';
import { errorToData } from '@mcp-agent/core/errors';
import { jsonBytes, type Message, toJson, type WorkflowRun } from '@mcp-agent/core/engine';
import { HandlerUnfinishedPolicy } from '@temporalio/common';
import * as temporal from '@temporalio/workflow';
import { toQueryFailure } from '../failure/query-failure.ts';
import { toFailure } from '../failure/to-failure.ts';
import { PAUSED_MEMO } from '../internal-names.ts';
import type { TurnBudget } from './turn-budget.ts';
import { afterThisTurn } from './turn-end.ts';

/**
 * Delivers messages to a run between its turns. The SDK delivers a buffered message from within the call that sets
 * its handler, so handlers are set only after the turn that requests them.
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

  /**
   * Returns the signals that the run has not handled. Includes those of the first workflow task once {@link received}
   * has resolved.
   */
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

  /** Accepts updates with this name after the current turn: the SDK rejects updates without a handler. */
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
          await this.#budget.room(jsonBytes(toJson(errorToData(error), `error of update ${name}`)));
          throw toFailure(error);
        }
      },
      {
        // The caller of an unanswered update receives an error, so the worker need not log a warning.
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

/** Values decoded by Temporal's converter are JSON, whatever their type. */
function asJson(value: unknown): JsonValue {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return value as JsonValue;
}
