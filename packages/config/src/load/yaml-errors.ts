import type { ErrorCode } from 'yaml';

// The parser's own messages quote the file, which may contain secrets.
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) has no anchor or tag of its own',
  BAD_ALIAS: 'an alias (*name) or an anchor (&name) is not written as YAML wants it',
  BAD_COLLECTION_TYPE: 'a list or map has a tag of another kind',
  BAD_DIRECTIVE: 'a line that starts with % is not one that YAML knows',
  BAD_DQ_ESCAPE:
    'a text in double quotes has a backslash that YAML does not know: double it, or use single quotes',
  BAD_INDENT: 'the indentation does not fit, or a bracket, brace or quote above is not closed',
  BAD_PROP_ORDER: 'an anchor or a tag stands before the "-", "?" or ":" that it should follow',
  BAD_SCALAR_START: 'a text that starts with this character must be put in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a ":" or a "-" too many on this line: put the text that has it in quotes',
  BLOCK_IN_FLOW: 'an indented list or map stands inside brackets or braces',
  DUPLICATE_KEY: 'the same key stands twice in one map',
  IMPOSSIBLE: 'this is not YAML',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'a bracket, brace, quote, comma, colon or space is missing here or above',
  MULTILINE_IMPLICIT_KEY: 'a key goes over more than one line: a quote may not be closed',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_DOCS: 'there is a second document in the file: remove the "---"',
  MULTIPLE_TAGS: 'a value has two tags',
  NON_STRING_KEY: 'a key is not a text',
  RESOURCE_EXHAUSTION: 'lists and maps are nested too deeply',
  TAB_AS_INDENT: 'the line is indented with a tab: use spaces',
  TAG_RESOLVE_FAILED: 'a tag is not known here: write the value without it',
  UNEXPECTED_TOKEN: 'something stands where YAML does not expect it: check quotes, brackets and indentation',
};

/** Describes a parser error without quoting the file. */
export function yamlErrorMeaning(code: ErrorCode): string {
  return `is not valid YAML: ${MEANINGS[code]}`;
}
