import type { ActivityContext } from '../../runtime/activity/context.ts';
import { schemaChecker } from '../host/schema-checker.ts';
import { defineActivity } from '../../runtime/activity/definition.ts';
import type { ActivityOptions } from '../../runtime/activity/options.ts';
import { InvalidArgumentError } from '../../runtime/errors/values.ts';
import { type JsonObject, toJson } from '../../runtime/values/json.ts';
import { isolateState } from '../../runtime/values/isolate-state.ts';
import { Registry } from '../../runtime/values/registry.ts';
import { conversationCache } from './conversation-cache.ts';
import type { ContentPart, ToolMessage } from './messages.ts';
import { checkWithStandard, describeSchema, type Schema } from './schema.ts';
import type { ToolDescription } from './tools.ts';

/** What a function tool is made from. */
export interface FunctionToolDefinition<Input> {
  /** Unique among the function tools of a worker; the model sees it. */
  readonly name: string;
  /** Tells the model what the tool does and when to use it. */
  readonly description: string;
  /** What the tool takes. */
  readonly input: Schema<Input>;
  /**
   * Whether calling twice does no more than calling once. Only then is a call made again that failed or whose
   * worker died. Default: false.
   */
  readonly repeatable?: boolean;
  /** How its activity is run. `retry` counts only where it is `repeatable`. */
  readonly options?: ActivityOptions;
  /**
   * Does the work, in the process that runs activities. A text is given to the model as it is, content parts as
   * they are, and anything else as JSON. What it throws is told to the model as the tool's failure.
   */
  readonly run: (input: Input, context: ActivityContext) => unknown;
}

/** A function that agents can offer to their models. Made by {@link defineTool}. */
export interface FunctionTool {
  readonly name: string;
  /** How its activity is run. */
  readonly options: ActivityOptions;
}

/** What the activity of a function tool takes; it gives a `ToolMessage`. */
export interface FunctionToolRequest {
  readonly arguments: JsonObject;
  readonly toolCallId: string;
  /** Where in which conversation the result will stand. */
  readonly place?: { readonly conversation: string; readonly index: number };
}

/** A tool that is known, described on demand: its schema may be another library's to write down. */
interface KnownTool {
  readonly name: string;
  describe(): ToolDescription;
}

const KEY = Symbol.for('@mcp-agent/core/tools');

function tools(): Registry<KnownTool> {
  return isolateState(KEY, () => new Registry());
}

/** The name of the activity of a function tool. */
export function toolActivityName(tool: string): string {
  return `tool.${tool}`;
}

/**
 * Defines a tool that is a function of one's own. It is run as an activity: once for each call, in the process
 * that runs activities, where it may touch the world.
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
 *
 */
export function defineTool<Input>(definition: FunctionToolDefinition<Input>): FunctionTool {
  const { name, description, input: schema, repeatable = false } = definition;
  const options = repeatable ? (definition.options ?? {}) : { ...definition.options, ...ONCE };
  tools().add({
    name,
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
    run: async ({ arguments: args, toolCallId, place }, context) => {
      const checked = await check(schema, args, context);
      const isError = 'problems' in checked;
      const message: ToolMessage = {
        id: `${context.info.activityId}.${context.info.attempt}`,
        role: 'tool',
        toolCallId,
        content: isError
          ? [{ type: 'text', text: describeInvalidArguments(checked.problems) }]
          : contentOf(await definition.run(checked.value, context), name),
        isError,
      };
      if (place !== undefined) {
        (await context.resource(conversationCache)).put(place.conversation, place.index, message);
      }
      return message;
    },
  });
  return { name, options };
}

/** How a tool is run whose call may not be made again. */
const ONCE: ActivityOptions = { retry: { maximumAttempts: 1 } };

/**
 * How the model is told of a function tool.
 *
 * @throws {@link InvalidArgumentError} when the worker has none of that name
 */
export function describeFunctionTool(name: string): ToolDescription {
  const tool = tools().get(name);
  if (tool === undefined) {
    throw new InvalidArgumentError(
      `No function tool is named "${name}". Those defined here: ${tools().names().join(', ') || 'none'}. ` +
        'Import the file that defines it in the process that runs activities.',
      { argument: 'functions', nonRetryable: true },
    );
  }
  return tool.describe();
}

async function check<Input>(
  schema: Schema<Input>,
  args: JsonObject,
  context: ActivityContext,
): Promise<{ readonly value: Input } | { readonly problems: readonly string[] }> {
  if ('~standard' in schema) return checkWithStandard(schema, args);
  const problems = (await context.resource(schemaChecker)).check(schema.jsonSchema, args);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it fits the schema that stands for the type
  return problems.length === 0 ? { value: args as Input } : { problems };
}

/** What a model is told whose arguments do not fit a tool. */
export function describeInvalidArguments(problems: readonly string[]): string {
  return `It was not called, because its arguments do not fit: ${problems.join('; ')}. Call it again with arguments that do.`;
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
