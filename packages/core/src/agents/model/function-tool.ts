import type { ActivityContext } from '../../runtime/activity/context.ts';
import { defineActivity } from '../../runtime/activity/activity.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { fromJson, type JsonObject, toJson } from '../../runtime/values/json.ts';
import { isolateState } from '../../runtime/values/isolate-state.ts';
import { Registry } from '../../runtime/values/registry.ts';
import { CALL_ACTIVITY_OPTIONS, UNREPEATED_CALL_OPTIONS } from '../calls/call-activity-options.ts';
import { checkCallOptions } from '../calls/call-options.ts';
import type { CallOptions } from '../calls/call-settings.ts';
import { runCall } from '../calls/run-call.ts';
import { runOnce } from '../calls/run-once.ts';
import { ToolOutcomeUnknownError } from '../errors/mcp.ts';
import { conversationCache } from './conversation-cache.ts';
import type { ContentPart, ToolMessage } from './messages.ts';
import { checkWithStandard, describeSchema, type Schema } from './schema.ts';
import type { ToolDescription } from './tools.ts';

/** Definition of a function tool. */
export interface FunctionToolDefinition<Input> {
  /** Unique among the function tools of a worker. The model sees it. */
  readonly name: string;
  /** Describes to the model what the tool does and when to use it. */
  readonly description: string;
  /** Schema of the arguments. */
  readonly input: Schema<Input>;
  /**
   * Whether calls are idempotent. Only then is a call retried after a failure, or after its worker died while `run`
   * was running. Default: false.
   */
  readonly repeatable?: boolean;
  /**
   * Options of the tool's activity. `calls.function` of an agent and of a call override the timeout of an attempt and the
   * retry policy, which is ignored unless `repeatable` is true.
   */
  readonly options?: ActivityOptions;
  /**
   * Runs the tool, in the process that runs activities. The model receives strings and content parts as they
   * are, and any other result as JSON. If it throws, the model receives the error as a failed tool call.
   */
  readonly run: (input: Input, context: ActivityContext) => unknown;
}

/** A function tool for an agent. Created by {@link defineTool}. */
export interface FunctionTool {
  readonly name: string;
  /** Options of the tool's activity. */
  readonly options: ActivityOptions;
}

/** Input of a function tool's activity. The activity returns a `ToolMessage`. */
export interface FunctionToolRequest {
  readonly arguments: JsonObject;
  readonly toolCallId: string;
  /** Position of the result in the conversation. */
  readonly place?: { readonly conversation: string; readonly index: number };
  /** Timeout and retries that the agent and the call set. */
  readonly options?: CallOptions;
}

/** A registered tool. It is described on demand, because a schema library may have to generate the JSON Schema. */
interface KnownTool {
  readonly name: string;
  readonly schema: Schema;
  describe(): ToolDescription;
}

const KEY = Symbol.for('@mcp-agent/core/tools');

function tools(): Registry<KnownTool> {
  return isolateState(KEY, () => new Registry());
}

/** Returns the name of a function tool's activity. */
export function toolActivityName(tool: string): string {
  return `tool.${tool}`;
}

/**
 * Defines a tool from a function. Each call runs as an activity, in the process that runs activities, so the
 * function can have side effects.
 *
 * @example
 * ```ts
 * import { Agent, defineTool } from '@mcp-agent/core';
 * import { z } from 'zod';
 *
 * export const stock = defineTool({
 *   name: 'stock',
 *   description: 'How many of an article are in store',
 *   input: z.object({ article: z.string() }),
 *   repeatable: true,
 *   run: async ({ article }) => ({ article, count: article.length }),
 * });
 *
 * const clerk = new Agent({ name: 'clerk', functions: [stock] });
 * ```
 */
export function defineTool<Input>(definition: FunctionToolDefinition<Input>): FunctionTool {
  const { name, description, input: schema, repeatable = false } = definition;
  const { options: own = {} } = definition;
  const { startToCloseTimeout, retry } = own;
  const options = { ...(!repeatable && UNREPEATED_CALL_OPTIONS), ...own, ...CALL_ACTIVITY_OPTIONS };
  const ownCall = {
    ...(startToCloseTimeout !== undefined && { startToCloseTimeout }),
    ...(retry && { retry }),
  };
  checkCallOptions('options', ownCall);
  tools().add({
    name,
    schema,
    describe: () => ({
      name,
      description,
      inputSchema: describeSchema(schema, `The tool "${name}"`),
      repeatable,
    }),
  });
  defineActivity<FunctionToolRequest, ToolMessage>({
    name: toolActivityName(name),
    options,
    run: async ({ arguments: args, toolCallId, place, options: ofCall }, context) => {
      const result = await runCall(context, {
        kind: 'function',
        options: repeatable ? [ownCall, ofCall] : [ownCall, ofCall, ONCE_POLICY],
        run: async (attempt) => {
          const input = await convert(schema, args);
          if (repeatable) return definition.run(input, attempt);
          return runOnce(attempt, {
            run: async (once) => definition.run(input, once),
            outcomeUnknown: () => functionOutcomeUnknown(name, 'Its worker ended during the call.'),
          });
        },
      });
      const message: ToolMessage = {
        id: `${context.info.activityId}.${context.info.attempt}`,
        role: 'tool',
        toolCallId,
        content: contentOf(result, name),
        isError: false,
      };
      if (place !== undefined) {
        (await context.resource(conversationCache)).put(place.conversation, place.index, message);
      }
      return message;
    },
  });
  return { name, options };
}

/** The policy of a tool that is not idempotent. The engine starts another attempt only if its worker dies. */
const ONCE_POLICY: CallOptions = { retry: { maximumAttempts: 1, unavailableTimeout: 0 } };

/**
 * Creates the error for a call with an unknown outcome, of a function tool that is not idempotent.
 *
 * @param why a sentence
 */
export function functionOutcomeUnknown(tool: string, why: string, cause?: unknown): ToolOutcomeUnknownError {
  return new ToolOutcomeUnknownError(
    `The outcome of function tool "${tool}" is unknown: ${why}\n` +
      'The call is not retried, because the tool is not defined as idempotent (repeatable: true). Check whether it took ' +
      'effect before you call it again.',
    { tool, ...(cause !== undefined && { cause }) },
  );
}

/**
 * Returns a function tool of this worker.
 *
 * @throws {@link InvalidArgumentError} when the worker has no tool with this name
 */
export function findFunctionTool(name: string): KnownTool {
  const tool = tools().get(name);
  if (tool === undefined) {
    throw new InvalidArgumentError(
      `Function tool "${name}" is not defined on this worker. Defined tools: ${tools().names().join(', ') || 'none'}. ` +
        'Import the file that defines it in the process that runs activities.',
      { argument: 'functions' },
    );
  }
  return tool;
}

/** Returns the arguments as the schema converts them. The model's activity has checked them before. */
async function convert<Input>(schema: Schema<Input>, args: JsonObject): Promise<Input> {
  if (!('~standard' in schema)) return fromJson<Input>(args);
  const checked = await checkWithStandard(schema, args);
  if ('value' in checked) return checked.value;
  throw new InvalidArgumentError(
    `The arguments do not match the tool's schema on this worker: ${checked.problems.join('; ')}. ` +
      'Run the same version of the tool on all workers.',
    { argument: 'arguments' },
  );
}

function contentOf(result: unknown, name: string): readonly ContentPart[] {
  if (typeof result === 'string') return [{ type: 'text', text: result }];
  if (Array.isArray(result) && result.length > 0 && result.every(isContentPart)) return result;
  return [{ type: 'text', text: JSON.stringify(toJson(result, `result of tool ${name}`)) }];
}

function isContentPart(value: unknown): value is ContentPart {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  if (value.type === 'text') return 'text' in value && typeof value.text === 'string';
  return (value.type === 'image' || value.type === 'audio') && 'data' in value && 'mimeType' in value;
}
