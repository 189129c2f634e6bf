import type { JsonValue } from '@mcp-agent/core';

/** Thrown through the workflow's code to end its run; nobody outside the engine sees it. */
export class ContinueAsNew extends Error {
  readonly input: JsonValue;

  constructor(input: JsonValue) {
    super('continueAsNew ends this run: let it pass when you catch errors around it.');
    this.name = 'ContinueAsNew';
    this.input = input;
  }
}
