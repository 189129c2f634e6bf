import type {
  JSONValue,
  LanguageModelV2Prompt,
  LanguageModelV3Prompt,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4ToolResultOutput,
  LanguageModelV4ToolResultPart,
  SharedV2ProviderOptions,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider';

type V3ToolMessage = Extract<LanguageModelV3Prompt[number], { role: 'tool' }>;
type V3Output = Extract<V3ToolMessage['content'][number], { type: 'tool-result' }>['output'];
type V2ToolMessage = Extract<LanguageModelV2Prompt[number], { role: 'tool' }>;
type V2Output = V2ToolMessage['content'][number]['output'];
type Convert<Output> = (output: LanguageModelV4ToolResultOutput) => Output;

/** Converts a prompt to version 3 of the specification. */
export function toV3Prompt(prompt: LanguageModelV4Prompt): LanguageModelV3Prompt {
  return prompt.map((message) => toMessage(message, toV3Output));
}

/** Converts a prompt to version 2 of the specification. */
export function toV2Prompt(prompt: LanguageModelV4Prompt): LanguageModelV2Prompt {
  return prompt.map((message) => toMessage(message, toV2Output));
}

function toMessage<Output>(message: LanguageModelV4Message, convert: Convert<Output>) {
  const options = olderOptions(message);
  switch (message.role) {
    case 'system':
      return { ...message, ...options };
    case 'user':
      return {
        ...message,
        ...options,
        content: message.content.map((part) =>
          part.type === 'file' ? toFile(part) : { ...part, ...olderOptions(part) },
        ),
      };
    case 'assistant':
      return {
        ...message,
        ...options,
        content: message.content.flatMap((part) => {
          // Earlier versions have no such parts.
          if (part.type === 'custom' || part.type === 'reasoning-file') return [];
          if (part.type === 'file') return toFile(part);
          return part.type === 'tool-result' ? toResult(part, convert) : { ...part, ...olderOptions(part) };
        }),
      };
    default:
      return {
        ...message,
        ...options,
        content: message.content.flatMap((part) =>
          part.type === 'tool-result' ? [toResult(part, convert)] : [],
        ),
      };
  }
}

/** Returns the options of a part. In earlier versions they have no undefined values. */
export function olderOptions({ providerOptions = {} }: { providerOptions?: SharedV4ProviderOptions }): {
  providerOptions: SharedV2ProviderOptions;
} {
  const older: SharedV2ProviderOptions = {};
  for (const [name, options] of Object.entries(providerOptions)) {
    const known = Object.entries(options).flatMap(([key, value]): [string, JSONValue][] =>
      value === undefined ? [] : [[key, value]],
    );
    older[name] = Object.fromEntries(known);
  }
  return { providerOptions: older };
}

function toFile(part: LanguageModelV4FilePart) {
  return { ...part, ...olderOptions(part), data: dataOf(part.data) };
}

function toResult<Output>(part: LanguageModelV4ToolResultPart, convert: Convert<Output>) {
  return { ...part, ...olderOptions(part), output: convert(part.output) };
}

function dataOf(data: LanguageModelV4FilePart['data']): string | Uint8Array | URL {
  if (data.type === 'data') return data.data;
  // Prompts of this package have neither references nor text files.
  return data.type === 'url' ? data.url : '';
}

function toV3Output(output: LanguageModelV4ToolResultOutput): V3Output {
  if (output.type !== 'content') return output;
  return {
    type: 'content',
    value: output.value.map((part) => {
      if (part.type !== 'file') return part;
      const { mediaType } = part;
      const data = dataOf(part.data);
      const isImage = mediaType.startsWith('image/');
      if (data instanceof URL) return { type: isImage ? 'image-url' : 'file-url', url: data.href };
      return { type: isImage ? 'image-data' : 'file-data', data: base64(data), mediaType };
    }),
  };
}

type V2Part = Extract<V2Output, { type: 'content' }>['value'][number];

function toV2Output(output: LanguageModelV4ToolResultOutput): V2Output {
  if (output.type === 'execution-denied') return { type: 'error-text', value: output.reason ?? 'denied' };
  if (output.type !== 'content') return output;
  return {
    type: 'content',
    value: output.value.flatMap((part): V2Part[] => {
      if (part.type === 'text') return [{ type: 'text', text: part.text }];
      if (part.type === 'custom') return [];
      const data = dataOf(part.data);
      if (data instanceof URL) return [{ type: 'text', text: data.href }];
      return [{ type: 'media', data: base64(data), mediaType: part.mediaType }];
    }),
  };
}

function base64(data: string | Uint8Array): string {
  return typeof data === 'string' ? data : Buffer.from(data).toString('base64');
}
