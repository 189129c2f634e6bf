/** A response with an error: the service, the status and the body. */
export type ErrorRow = readonly [service: string, status: number | undefined, body: unknown];

/** An error in the form of OpenAI. */
export const words = (message: string): object => ({ error: { message } });

/** Errors with similar words about something else. */
export const OTHER_ERRORS: readonly ErrorRow[] = [
  [
    'a rate limit',
    429,
    words('Rate limit reached for gpt-5 on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000.'),
  ],
  ['a rate limit of Bedrock', 429, { message: 'Too many tokens, please wait before trying again.' }],
  [
    'a rate limit of input tokens',
    400,
    words('The number of input tokens has exceeded your per-minute rate limit.'),
  ],
  [
    'an answer that would be too long',
    400,
    words('max_tokens is too large: 100000. This model supports at most 16384 completion tokens.'),
  ],
  [
    'an answer that would be too long, Anthropic',
    400,
    words('max_tokens: 100000 > 8192, which is the maximum allowed number of output tokens'),
  ],
  [
    'an answer that would be too long, Groq',
    400,
    words(
      '`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model',
    ),
  ],
  [
    'a long name',
    400,
    words("Invalid 'tools[0].function.name': string too long. Expected a string with maximum length 64"),
  ],
  ['a long cache key', 400, words('prompt_cache_key is too long')],
  [
    'a large image',
    400,
    words('messages.0.content.1.image: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes'),
  ],
  ['a timeout', 504, words('context deadline exceeded')],
  ['a quota', 429, words('You exceeded your current quota, please check your plan and billing details.')],
  ['an unknown model', 404, words('The model `context-window-9` does not exist')],
  ['a schema', 400, words('Invalid schema for function: context exceeds nesting depth of 5 levels')],
];
