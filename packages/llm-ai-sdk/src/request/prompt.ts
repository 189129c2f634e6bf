import type {
  LanguageModelV4,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
  LanguageModelV4ToolResultOutput,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import { type ContentPart, type Message, textOf, type ToolMessage } from '@mcp-agent/core';
import { callIds, isDocument, isSupportedImage } from '@mcp-agent/provider-utils';
import { toAssistantParts } from '../provider-data.ts';

type Part = LanguageModelV4TextPart | LanguageModelV4FilePart;

/** Which parts of a message that are not text are sent; a text stands for each of the others. */
export type Media = 'all' | 'images' | 'none';

/** How a model takes a prompt. */
export interface PromptForm {
  readonly model: Pick<LanguageModelV4, 'provider'>;
  /** The URLs that the service fetches, by media type. */
  readonly urls: Readonly<Record<string, readonly RegExp[]>>;
  readonly media: Media;
}

/** Providers whose services accept images and files in the result of a tool. */
const TOOL_MEDIA = /anthropic|bedrock|^google|vertex|^(?:openai|azure)\.responses/;

/** Some packages send any audio and video, and the service rejects the request. */
const AUDIO_AND_VIDEO =
  /^(?:video\/|audio\/(?:aac|aiff|flac|m4a|mp3|mp4|mpeg|ogg|opus|wav|wave|webm|x-wav)$)/;

/** Converts a conversation. */
export function toPrompt(messages: readonly Message[], form: PromptForm): LanguageModelV4Prompt {
  const prompt: LanguageModelV4Message[] = [];
  const calls = new Map<string, Call>();
  const ids = callIds();
  let media: Part[] = [];
  const pushMedia = (): void => {
    if (media.length > 0) prompt.push({ role: 'user', content: media });
    media = [];
  };
  for (const message of messages) {
    if (message.role !== 'tool') pushMedia();
    if (message.role === 'system') prompt.push({ role: 'system', content: message.content });
    else if (message.role === 'user') {
      const content = toParts(message.content, form);
      prompt.push({ role: 'user', content });
    } else if (message.role === 'assistant') {
      const content = toAssistantParts(message, form.model).map((part) => {
        if (part.type !== 'tool-call' || part.providerExecuted === true) return part;
        const call = { ...part, toolCallId: ids.next(part.toolCallId) };
        calls.set(call.toolCallId, call);
        return call;
      });
      if (content.length > 0) prompt.push({ role: 'assistant', content });
    } else {
      const last = prompt.at(-1);
      const toolCallId = ids.of(message.toolCallId);
      const result = toResult({ ...message, toolCallId }, calls.get(toolCallId), form);
      // The results of one answer belong together.
      if (last?.role === 'tool') last.content.push(result);
      else prompt.push({ role: 'tool', content: [result] });
      if (result.output.type !== 'content') media.push(...mediaOf(message, form));
    }
  }
  pushMedia();
  return prompt;
}

type Call = Pick<LanguageModelV4ToolResultPart, 'toolName' | 'providerOptions'>;

function toParts(content: readonly ContentPart[], form: PromptForm): Part[] {
  return content.map((part) => toPart(part, form));
}

function toPart(part: ContentPart, form: PromptForm): Part {
  return toFile(part, form) ?? { type: 'text', text: textOf([part]) };
}

function toFile(part: ContentPart, { media, urls }: PromptForm): LanguageModelV4FilePart | undefined {
  if (part.type === 'text' || media === 'none') return undefined;
  if (part.type === 'url') {
    const { url, mimeType: mediaType } = part;
    const isFetched = URL.canParse(url) && accepts(urls, mediaType, url);
    return isFetched ? { type: 'file', mediaType, data: { type: 'url', url: new URL(url) } } : undefined;
  }
  const { data, mimeType: mediaType } = part;
  const isFile = isDocument(mediaType) || AUDIO_AND_VIDEO.test(mediaType);
  const isSent = part.type === 'image' ? isSupportedImage(part) : media === 'all' && isFile;
  if (!isSent) return undefined;
  const filename = part.type === 'file' ? part.name : undefined;
  return {
    type: 'file',
    mediaType,
    data: { type: 'data', data },
    ...(filename !== undefined && { filename }),
  };
}

/** Whether a service fetches a URL. Keys are media types, with `*` for any. */
function accepts(urls: PromptForm['urls'], mediaType: string, url: string): boolean {
  return Object.entries(urls).some(
    ([pattern, addresses]) =>
      matches(mediaType.toLowerCase(), pattern.toLowerCase()) &&
      addresses.some((address) => address.test(url.toLowerCase()) || address.test(url)),
  );
}

function matches(mediaType: string, pattern: string): boolean {
  if (pattern === '*' || pattern === '*/*') return true;
  return pattern.endsWith('/*') ? mediaType.startsWith(pattern.slice(0, -1)) : mediaType === pattern;
}

function toResult(
  message: ToolMessage,
  call: Call | undefined,
  form: PromptForm,
): LanguageModelV4ToolResultPart {
  return {
    type: 'tool-result',
    toolCallId: message.toolCallId,
    toolName: call?.toolName ?? '_',
    output: toOutput(message, form),
    ...(call?.providerOptions !== undefined && { providerOptions: call.providerOptions }),
  };
}

function toOutput({ content, isError }: ToolMessage, form: PromptForm): LanguageModelV4ToolResultOutput {
  if (!isError && TOOL_MEDIA.test(form.model.provider)) {
    const value = toParts(content, form);
    if (value.some(({ type }) => type === 'file')) return { type: 'content', value };
  }
  const value = textOf(content);
  // Some providers send both types alike, so the text says it too.
  return isError ? { type: 'error-text', value: `The tool failed: ${value}` } : { type: 'text', value };
}

/** Returns the files of a result that cannot contain them: a user message after it has them. */
function mediaOf({ toolCallId, content }: ToolMessage, form: PromptForm): Part[] {
  const files = content.flatMap((part) => toFile(part, form) ?? []);
  if (files.length === 0) return [];
  return [{ type: 'text', text: `Media returned by tool call ${toolCallId}:` }, ...files];
}
