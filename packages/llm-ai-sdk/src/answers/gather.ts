import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  SharedV4ProviderMetadata,
} from '@ai-sdk/provider';
import type { ModelEvent } from '@mcp-agent/core/provider';
import { thinkingSplitter } from '@mcp-agent/provider-utils';

/** A result, assembled from a stream. */
export type Gathered = Pick<LanguageModelV4GenerateResult, 'content' | 'warnings'> & {
  readonly model: string | undefined;
  /** Not set if the stream ended before the response was complete. */
  readonly finish: Extract<LanguageModelV4StreamPart, { type: 'finish' }> | undefined;
};

type TextPart = Extract<LanguageModelV4Content, { type: 'text' | 'reasoning' }>;

/**
 * Assembles a stream, and emits its texts.
 *
 * @throws the error of the stream, if it has one
 */
export async function gather(
  stream: AsyncIterable<LanguageModelV4StreamPart>,
  emit: (event: ModelEvent) => void,
): Promise<Gathered> {
  const content: LanguageModelV4Content[] = [];
  const open = new Map<string, TextPart>();
  const inputs = new Map<string, { name: string; text: string; isServices: boolean }>();
  const emitText = thinkingSplitter(emit);
  let warnings: Gathered['warnings'] = [];
  let model: string | undefined;
  let finish: Gathered['finish'];

  function textPart(type: TextPart['type'], id: string, metadata?: SharedV4ProviderMetadata): TextPart {
    const key = `${type} ${id}`;
    const part: TextPart = open.get(key) ?? { type, text: '' };
    if (!open.has(key)) content.push(part);
    open.set(key, part);
    if (metadata !== undefined) part.providerMetadata = { ...part.providerMetadata, ...metadata };
    return part;
  }

  for await (const part of stream) {
    switch (part.type) {
      case 'stream-start':
        warnings = part.warnings;
        break;
      case 'response-metadata':
        model = part.modelId ?? model;
        break;
      case 'text-start':
        open.delete(`text ${part.id}`);
        textPart('text', part.id, part.providerMetadata);
        break;
      case 'text-delta':
        textPart('text', part.id, part.providerMetadata).text += part.delta;
        emitText(part.delta);
        break;
      case 'text-end':
        textPart('text', part.id, part.providerMetadata);
        break;
      case 'reasoning-start':
        open.delete(`reasoning ${part.id}`);
        textPart('reasoning', part.id, part.providerMetadata);
        break;
      case 'reasoning-delta':
        textPart('reasoning', part.id, part.providerMetadata).text += part.delta;
        if (part.delta !== '') emit({ type: 'reasoning', delta: part.delta });
        break;
      case 'reasoning-end':
        textPart('reasoning', part.id, part.providerMetadata);
        break;
      case 'tool-input-start':
        inputs.set(part.id, { name: part.toolName, text: '', isServices: part.providerExecuted === true });
        break;
      case 'tool-input-delta': {
        const input = inputs.get(part.id);
        if (input !== undefined) input.text += part.delta;
        break;
      }
      case 'tool-call':
        inputs.delete(part.toolCallId);
        content.push(part);
        break;
      case 'error':
        throw part.error;
      case 'finish':
        finish = part;
        break;
      case 'tool-result':
      case 'source':
      case 'file':
      case 'reasoning-file':
      case 'custom':
      case 'tool-approval-request':
        content.push(part);
        break;
      case 'tool-input-end':
      case 'ping':
      case 'raw':
        break;
    }
  }
  emitText();
  // A call that the token limit has truncated may have no end.
  for (const [toolCallId, { name: toolName, text: input, isServices }] of inputs) {
    if (!isServices) content.push({ type: 'tool-call', toolCallId, toolName, input });
  }
  return { content, warnings, model, finish };
}
