import type { ActivityContext } from '../../runtime/activity/context.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import { nearestName } from '../../runtime/values/nearest-name.ts';
import { boundText } from '../../runtime/values/text.ts';
import type { AssistantMessage, ToolCall } from './messages.ts';
import type { ModelResponse } from './request.ts';
import { argumentProblems } from './tool-arguments.ts';
import { allowedName } from './tool-names.ts';
import type { OfferedTool } from './tools.ts';

const MAX_LISTED_TOOLS = 20;

/** The tools that a model may call. */
export interface CallableTools {
  readonly callable: ReadonlyMap<string, OfferedTool>;
  /** Runs a search of the model, and returns the names of the tools that it found. */
  search(args: JsonObject): readonly string[];
}

/** Returns the message of an answer, whose tool calls have their targets. */
export async function assistantMessage(
  { text, toolCalls, stopReason, sources, providerData }: ModelResponse,
  provider: string,
  tools: CallableTools,
  context: ActivityContext,
): Promise<AssistantMessage> {
  const { activityId, attempt } = context.info;
  const id = `${activityId}.${attempt}`;
  const named = withUniqueIds(toolCalls, id);
  return {
    id,
    role: 'assistant',
    text,
    toolCalls: await Promise.all(named.map((call) => resolve(call, tools, context))),
    ...(stopReason !== undefined && { stopReason }),
    ...(sources !== undefined && sources.length > 0 && { sources }),
    ...(providerData !== undefined && { providerData: { provider, data: providerData } }),
  };
}

type Called = ModelResponse['toolCalls'][number];

/** Some services send no ids, or the same one for several calls, and refuse results that do not have one each. */
function withUniqueIds(calls: readonly Called[], messageId: string): Called[] {
  const used = new Set<string>();
  return calls.map((call, index) => {
    const id = call.id === '' || used.has(call.id) ? `call_${messageId.replace('.', '_')}_${index}` : call.id;
    used.add(id);
    return { ...call, id };
  });
}

async function resolve(
  call: Called,
  { callable, search }: CallableTools,
  context: ActivityContext,
): Promise<ToolCall> {
  const offered = callable.get(call.name);
  if (offered === undefined) {
    const { name: originalName, ...rest } = call;
    // A call that already has a problem needs no other: it may be a structured answer, whose tool is the provider's.
    const unknownTool =
      call.invalidArguments === undefined ? unknown(originalName, [...callable.keys()]) : undefined;
    const name = allowedName(originalName);
    return {
      ...rest,
      name,
      ...(name !== originalName && { originalName: boundText(originalName, 200) }),
      ...(unknownTool !== undefined && { unknownTool }),
      repeatable: false,
    };
  }
  const { target, tool } = offered;
  const invalidArguments =
    call.invalidArguments ?? (await argumentProblems(call.arguments, offered, context));
  const { repeatable, definition } = tool;
  const isSearch = target.kind === 'search' && invalidArguments === undefined;
  return {
    ...call,
    target: isSearch ? { kind: 'search', found: search(call.arguments) } : target,
    ...(invalidArguments !== undefined && { invalidArguments }),
    repeatable,
    ...(definition !== undefined && { definition }),
  };
}

/** Returns which tools exist, in words for the model. */
function unknown(name: string, known: readonly string[]): string {
  const start = `There is no tool named "${boundText(name, 100)}".`;
  if (known.length === 0) return `${start} You have no tools: answer without them.`;
  const nearest = nearestTool(name, known);
  const listed = known.slice(0, MAX_LISTED_TOOLS).join(', ');
  const more = known.length > MAX_LISTED_TOOLS ? ` and ${known.length - MAX_LISTED_TOOLS} more` : '';
  return `${start} ${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Your tools: ${listed}${more}.`;
}

/** Models add a namespace: `functions.get_weather`, `default_api:get_weather`. */
function nearestTool(name: string, known: readonly string[]): string | undefined {
  const last = name.split(/[^\w-]+/).at(-1) ?? '';
  return known.find((one) => one === last) ?? nearestName(name, known) ?? nearestName(last, known);
}
