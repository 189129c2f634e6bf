import { edit, type Mutant } from '../mutant.ts';
import {
  APPROVAL,
  CALL_TOOLS,
  FOUND_TOOLS,
  SERVER_INSTRUCTIONS,
  TOOL_OPTIONS,
  TOOL_PATTERN,
} from './files.ts';

/** The tools that a model is offered. */
export const tools: readonly Mutant[] = [
  {
    fault: 'a call can use tools that its agent does not allow',
    rejectedBy: ['agent.allowed-tools'],
    edits: [edit(TOOL_OPTIONS, '[...(offered.allowedTools ?? []), allowedTools]', '[allowedTools]')],
  },
  {
    fault: 'a model is offered tools that are not allowed',
    rejectedBy: ['agent.allowed-tools'],
    edits: [edit(CALL_TOOLS, 'allowedTools.every(', 'allowedTools.some(')],
  },
  {
    fault: 'all tools are sent, however long their definitions are',
    rejectedBy: ['agent.tool-search'],
    edits: [edit(CALL_TOOLS, 'definitionTokens(deferrable) > tokens', 'false')],
  },
  {
    fault: 'what a search found is forgotten with the next question',
    rejectedBy: ['agent.tool-search'],
    edits: [
      edit(
        FOUND_TOOLS,
        'const calls = messages.flatMap(',
        "const calls = messages.slice(messages.findLastIndex(({ role }) => role === 'user')).flatMap(",
      ),
    ],
  },
  {
    fault: 'a server can end its part of the system prompt',
    rejectedBy: ['agent.server-instructions'],
    edits: [edit(SERVER_INSTRUCTIONS, "'&lt;$1'", "'<$1'")],
  },
  {
    fault: 'a pattern with the name of a server matches nothing',
    rejectedBy: ['agent.approval-names'],
    edits: [
      edit(TOOL_PATTERN, "target.kind === 'server' && matches(", "target.kind === 'function' && matches("),
    ],
  },
  {
    fault: 'an approval that is remembered holds for a tool that changed since',
    rejectedBy: ['agent.approval-changed'],
    edits: [edit(APPROVAL, 'before.definition !== call.definition', 'before.definition === undefined')],
  },
  {
    fault: 'an approval is not remembered',
    rejectedBy: ['agent.approval-changed'],
    edits: [edit(APPROVAL, 'before?.remember === true', 'before?.remember === undefined')],
  },
];
