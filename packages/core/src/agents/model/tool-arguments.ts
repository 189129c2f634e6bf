import type { ActivityContext } from '../../runtime/activity/context.ts';
import { boundText } from '../../runtime/values/text.ts';
import type { JsonObject } from '../../runtime/values/json.ts';
import { schemaChecker } from '../host/schema-checker.ts';
import { findFunctionTool } from './function-tool.ts';
import { checkOwnSchema } from './own-schema.ts';
import { checkWithStandard } from './schema.ts';
import type { OfferedTool } from './tools.ts';

const MAX_PROBLEMS_LENGTH = 2_000;

/**
 * Checks a model's arguments for any kind of tool. The model's activity calls it, because it knows all schemas: a call
 * with invalid arguments requests no approval and starts no activity.
 *
 * @returns what is wrong, in words for the model
 */
export async function argumentProblems(
  args: JsonObject,
  tool: OfferedTool,
  context: ActivityContext,
): Promise<string | undefined> {
  const problems = await violations(args, tool, context);
  if (problems.length === 0) return undefined;
  const list = boundText(problems.join('; '), MAX_PROBLEMS_LENGTH);
  return `The tool was not called, because its arguments do not match its input schema: ${list}. Correct them and call it again.`;
}

async function violations(
  args: JsonObject,
  { target, tool }: OfferedTool,
  context: ActivityContext,
): Promise<readonly string[]> {
  if (target.kind === 'function') {
    const { schema } = findFunctionTool(target.tool);
    if ('~standard' in schema) {
      // If the schema itself throws, the tool's activity reports it.
      const checked = await checkWithStandard(schema, args).catch(() => ({ value: args }));
      return 'problems' in checked ? checked.problems : [];
    }
  }
  const owner = `tool "${tool.name}"`;
  if (target.kind !== 'server') return checkOwnSchema(tool.inputSchema, args, owner, context);
  const checker = await context.resource(schemaChecker);
  const { problems, unchecked } = await checker.check(tool.inputSchema, args, 'server');
  if (unchecked.length > 0) {
    // The server checks its own arguments.
    context.log(
      'warn',
      `The arguments of ${owner} were not fully checked against its input schema: ${unchecked.join('; ')}.`,
    );
  }
  return problems;
}
