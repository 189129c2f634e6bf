import { type ErrorRow, words } from './errors.ts';

/** What services send about a conversation that is too long. */
export const TOO_LONG: readonly ErrorRow[] = [
  [
    'OpenAI and Azure',
    400,
    {
      error: {
        message:
          "This model's maximum context length is 8192 tokens. However, your messages resulted in 8545 tokens.",
        type: 'invalid_request_error',
        code: 'context_length_exceeded',
      },
    },
  ],
  [
    'OpenAI Responses',
    400,
    words('Your input exceeds the context window of this model. Please adjust your input and try again.'),
  ],
  [
    'OpenAI, in tokens',
    400,
    words(
      'Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.',
    ),
  ],
  [
    'OpenAI, one message',
    400,
    words("Invalid 'messages[1].content': string too long. Expected a string with maximum length 10485760."),
  ],
  [
    'Anthropic',
    400,
    {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'prompt is too long: 213462 tokens > 200000 maximum' },
    },
  ],
  [
    'Anthropic, with the answer',
    400,
    words(
      'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length or `max_tokens` and try again',
    ),
  ],
  [
    'Anthropic, in bytes',
    413,
    { type: 'error', error: { type: 'request_too_large', message: 'Request exceeds the maximum size' } },
  ],
  ['Bedrock', 400, { __type: 'ValidationException', message: 'Input is too long for requested model.' }],
  [
    'Bedrock, Titan',
    400,
    {
      message:
        '400 Bad Request: Too many input tokens. Max input tokens: 8192, request input token count: 9279',
    },
  ],
  [
    'Bedrock, in characters',
    400,
    {
      message:
        'Malformed input request: expected maxLength: 50000, actual: 52611, please reformat your input and try again.',
    },
  ],
  [
    'Bedrock, Nova',
    400,
    {
      message:
        'Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.',
    },
  ],
  [
    'Gemini',
    400,
    [
      {
        error: {
          code: 400,
          message: 'The input token count (1196265) exceeds the maximum number of tokens allowed (1048575).',
          status: 'INVALID_ARGUMENT',
        },
      },
    ],
  ],
  [
    'Vertex',
    400,
    words(
      'Unable to submit request because the input token count is 40000 but model only supports up to 32768.',
    ),
  ],
  [
    'xAI',
    400,
    {
      code: 'Client specified an invalid argument',
      error: "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    },
  ],
  [
    'Mistral',
    400,
    {
      object: 'error',
      message:
        'Prompt contains 300000 tokens and 0 draft tokens, too large for model with 131072 maximum context length',
    },
  ],
  ['Groq', 400, words('Please reduce the length of the messages or completion.')],
  [
    'Groq, above the rate limit',
    413,
    words(
      'Request too large for model `openai/gpt-oss-120b` on tokens per minute (TPM): Limit 8000, Requested 11881',
    ),
  ],
  [
    'Together',
    422,
    words(
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 32769. Given: 75307 `inputs` tokens and 32000 `max_new_tokens`',
    ),
  ],
  [
    'OpenRouter',
    400,
    {
      error: {
        message: 'Provider returned error',
        code: 400,
        metadata: {
          raw: '{"error":{"message":"This endpoint\'s maximum context length is 32768 tokens. However, you requested about 40000 tokens"}}',
        },
      },
    },
  ],
  ['Ollama', 400, { error: 'prompt too long; exceeded max context length by 4096 tokens' }],
  ['Ollama, embedding', 400, { error: 'the input length exceeds the context length' }],
  [
    'llama.cpp',
    400,
    {
      error: {
        code: 400,
        type: 'exceed_context_size_error',
        message: 'the request exceeds the available context size, try increasing it',
        n_ctx: 8192,
      },
    },
  ],
  ['llama-cpp-python', 400, words('Requested tokens (1000) exceed context window of 512')],
  [
    'LM Studio',
    400,
    {
      error:
        'The number of tokens to keep from the initial prompt is greater than the context length (n_keep: 10978 >= n_ctx: 8192).',
    },
  ],
  [
    'LM Studio, older',
    400,
    {
      error:
        'Trying to keep the first 111490 tokens when context the overflows. However, the model is loaded with context length of only 32768 tokens',
    },
  ],
  ['LM Studio, MLX', 400, words('Context size has been exceeded.')],
  [
    'vLLM',
    400,
    {
      object: 'error',
      message:
        "You passed 5000 input tokens and requested 100 output tokens. However, the model's context length is only 4096 tokens",
    },
  ],
  [
    'vLLM, older',
    400,
    { message: 'The decoder prompt (length 140000) is longer than the maximum model length of 131072.' },
  ],
  [
    'DeepSeek',
    400,
    words(
      "This model's maximum context length is 131072 tokens. However, you requested 150000 tokens (146000 in the messages, 4000 in the completion).",
    ),
  ],
  [
    'Moonshot',
    400,
    words('Invalid request: Your request exceeded model token limit: 262144 (requested: 291351)'),
  ],
  ['MiniMax', 400, words('invalid params, context window exceeds limit')],
  ['Alibaba', 400, words('Range of input length should be [1, 98304]')],
  [
    'Cohere',
    400,
    { message: 'too many tokens: total number of tokens in the prompt exceeds the limit of 4081' },
  ],
  ['Zhipu', 400, { error: { code: '1261', message: 'Prompt exceeds max length' } }],
  [
    'SiliconFlow',
    400,
    { code: 20015, message: 'length of prompt_tokens (163280) must be less than max_seq_len (32768).' },
  ],
  ['Baidu', undefined, { error_code: 336103, error_msg: 'Prompt tokens too long' }],
  ['Volcengine', 400, words('Input length 300000 exceeds the maximum length 131072')],
  ['Volcengine, with images', 400, words('Total tokens of image and text exceed max message tokens.')],
  ['Cohere, older', 400, { message: 'too many tokens: size limit exceeded by 11326 tokens.' }],
  ['GitHub', 400, words('prompt token count of 150000 exceeds the limit of 128000')],
  ['an error within a response', undefined, { type: 'exceed_context_size_error', message: 'too much' }],
];
