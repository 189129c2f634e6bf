/**
 * What a server says about a tool: MCP's `ToolAnnotations`. Nothing checks whether it is true, so rely on it only for
 * servers that you trust.
 */
export interface ToolAnnotations extends ToolHints {
  /** Name for people. */
  readonly title?: string;
}

/** Hints of a server about a tool. As a selector: the values that a tool must have. */
export interface ToolHints {
  /** Whether the tool changes nothing. MCP's default: false. */
  readonly readOnlyHint?: boolean;
  /** Whether the tool may delete or overwrite. MCP's default: true, unless the tool is read-only. */
  readonly destructiveHint?: boolean;
  /** Whether a second call with the same arguments has no further effect. MCP's default: false. */
  readonly idempotentHint?: boolean;
  /** Whether the tool reaches beyond a closed set of things, such as the web. MCP's default: true. */
  readonly openWorldHint?: boolean;
}

/** Whether a tool has these hints. A hint that the server does not give has MCP's default. */
export function hasHints(wanted: ToolHints, annotations: ToolHints = {}): boolean {
  const { readOnlyHint = false, destructiveHint = true, openWorldHint = true } = annotations;
  const { idempotentHint = readOnlyHint } = annotations;
  return (
    isAs(wanted.readOnlyHint, readOnlyHint) &&
    // A tool that changes nothing destroys nothing.
    isAs(wanted.destructiveHint, destructiveHint && !readOnlyHint) &&
    isAs(wanted.idempotentHint, idempotentHint) &&
    isAs(wanted.openWorldHint, openWorldHint)
  );
}

function isAs(wanted: boolean | undefined, hint: boolean): boolean {
  return wanted === undefined || wanted === hint;
}
