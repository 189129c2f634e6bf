import type { Facts } from './facts.ts';

const CODES: ReadonlySet<string> = new Set([
  'context_length_exceeded',
  'context_window_exceeded',
  'exceed_context_size_error',
  'model_context_window_exceeded',
  'request_too_large',
]);

/** What services say about a conversation that is too long. */
const WORDS: readonly RegExp[] = [
  // Anthropic, Bedrock, Ollama, Groq, Baidu.
  /\b(?:prompt|input|conversation) (?:tokens )?(?:is |are )?too (?:long|large)\b/i,
  /\brequest too large for model\b/i,
  // OpenAI, Azure, Anthropic, Mistral, llama.cpp, LM Studio, Ollama, vLLM.
  /\b(?:exceed\w*|(?:greater|longer|larger|more) than|too large for)\b.{0,80}\b(?:context[ _](?:window|length|size|limit)|model length)\b/i,
  // LM Studio, MiniMax.
  /\bcontext[ _](?:window|length|size)\b.{0,30}\bexceed/i,
  // OpenAI, Azure, OpenRouter, Together, DeepSeek, xAI.
  /\bmaximum (?:context|prompt) length is\b/i,
  // LM Studio, vLLM and others that name the configured size.
  /\bcontext (?:length|size) (?:of|is) (?:only )?\d/i,
  // OpenAI, Google, Vertex, Bedrock, GitHub.
  /\b(?:input|prompt) tokens? (?:count )?.{0,60}\b(?:exceed|supports up to)/i,
  /\btoo many input tokens\. max\b/i,
  /\bexpected maxLength: \d+, actual: \d+/i,
  // OpenAI, Groq and others with the same advice.
  /\breduce the length of (?:the|your) (?:messages|prompt|input)\b/i,
  /'(?:messages|input)\b[^']*': string too long\b/i,
  // Together and other services with Hugging Face's server.
  /\binputs?`? (?:tokens \+ `?max_new_tokens|must have less than \d+ tokens)/i,
  // Zhipu, Volcengine.
  /\b(?:prompt|input)(?: length)?(?: \d+)? exceeds (?:the )?max(?:imum)? length\b/i,
  /\bexceed max message tokens\b/i,
  // SiliconFlow.
  /\bprompt_tokens .{0,30}must be less than max_seq_len\b/i,
  // Moonshot, Alibaba, Cohere.
  /\bexceeded model token limit\b/i,
  /\brange of input length should be\b/i,
  /\btokens in the (?:prompt|input|request) .{0,30}exceed/i,
  /\btoo many tokens: size limit exceeded\b/i,
];

/** A limit of the requests or tokens in a time, which is not about one conversation. */
const RATE = /\bper[ -](?:second|minute|hour|day)\b|\brate[ _-]limit|\bthrottl|\bplease wait\b/i;

/**
 * Whether an error means that the conversation is too long for the model or the service, in the words of any common
 * service.
 */
export function isContextLength({ status, codes, message }: Facts): boolean {
  if (status === 413 || codes.some((code) => CODES.has(code))) return true;
  return status !== 429 && !RATE.test(message) && WORDS.some((words) => words.test(message));
}
