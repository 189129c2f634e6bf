import { property } from '../values/text.ts';
import { McpAgentError } from './error.ts';

/** Frames that an error keeps when those of an operation are added. The JavaScript engine captures 10 by default. */
const MAX_OWN_FRAMES = 10;

/**
 * The location in workflow code that started an operation. The JavaScript engine records the frames now and
 * formats them only if the operation fails: formatting takes much longer, above all in Temporal's isolate.
 */
export class CallSite {
  // Neither private nor a field: the isolate's bundle would repeat the helpers of both.
  declare readonly of: 'step' | 'operation';

  /**
   * @param callee the function that workflow code called: the frames begin at its caller
   * @param of `step`: the frames replace those of the error, which an engine created. `operation`: they are added to
   * the frames of the error, because asynchronous frames end at the promise that core returned
   */
  constructor(callee: (...args: never[]) => unknown, of: 'step' | 'operation') {
    this.of = of;
    const capture: unknown = Reflect.get(Error, 'captureStackTrace');
    if (typeof capture === 'function') capture(this, callee);
  }

  /** Writes this location to the stack of an error. */
  addTo(error: unknown): void {
    const frames = framesIn(property(this, 'stack'));
    if (frames.length === 0 || !McpAgentError.isInstance(error)) return;
    const own = this.of === 'step' ? [] : framesIn(error.stack).slice(0, MAX_OWN_FRAMES);
    // From the first common frame on, both have the same frames: those below the operation, or of the engine.
    const common = own.findIndex((frame) => frames.includes(frame));
    const above = common === -1 ? own : own.slice(0, common);
    setStack(error, [`${error.name}: ${error.message}`].concat(above, frames).join('\n'));
  }
}

function framesIn(stack: unknown): string[] {
  return typeof stack === 'string' ? stack.split('\n').filter((line) => /^ +at /.test(line)) : [];
}

/**
 * Removes the message from the stack of an error that becomes the cause of another one whose message contains it.
 * Tools print the stacks of an error and its causes, and would repeat the message.
 */
export function asCause<E extends McpAgentError>(error: E): E {
  const { stack, message } = error;
  const header = `: ${message}`;
  if (typeof stack === 'string' && message !== '') setStack(error, stack.replace(header, ''));
  return error;
}

/** Sets the stack of an error. Like the original, it is not enumerable. */
export function setStack(error: McpAgentError, stack: unknown): void {
  Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
}
