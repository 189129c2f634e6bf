import type { JsonValue } from '@mcp-agent/core';

/** Thrown through workflow code to end its run. It never leaves the engine. */
export class ContinueAsNew extends Error {
  readonly input: JsonValue;

  constructor(input: JsonValue) {
    super('continueAsNew ends this run: let it pass when you catch errors around it.');
    this.name = 'ContinueAsNew';
    this.input = input;
  }
}
