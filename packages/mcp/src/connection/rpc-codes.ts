// JSON-RPC error codes, which the SDK defines as an enum.
export const INVALID_REQUEST = -32_600;
export const METHOD_NOT_FOUND = -32_601;
export const INTERNAL_ERROR = -32_603;
export const HEADER_MISMATCH = -32_020;
export const MISSING_CLIENT_CAPABILITY = -32_021;
export const PARSE_ERROR = -32_700;
export const URL_ELICITATION_REQUIRED = -32_042;
export const INVALID_PARAMS = -32_602;
