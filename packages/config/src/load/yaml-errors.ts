import type { ErrorCode } from 'yaml';

// The parser's own messages quote the file, which may contain secrets.
const MEANINGS: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) has an anchor or a tag: remove it',
  BAD_ALIAS: 'an alias (*name) or an anchor (&name) has an invalid name',
  BAD_COLLECTION_TYPE: 'a list or a map has the tag of another type: remove the tag',
  BAD_DIRECTIVE: 'a line that starts with % is not a known directive: remove it',
  BAD_DQ_ESCAPE:
    'a string in double quotes has an unknown escape sequence: double the backslash, or use single quotes',
  BAD_INDENT: 'the indentation is wrong, or a bracket, brace or quote above is not closed',
  BAD_PROP_ORDER: 'an anchor or a tag precedes a "-", "?" or ":": put it after',
  BAD_SCALAR_START: 'a string cannot start with this character: put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'this line has one ":" or "-" too many: put the string that contains it in quotes',
  BLOCK_IN_FLOW: 'brackets or braces contain an indented list or map: use brackets or braces there too',
  DUPLICATE_KEY: 'a map has a key twice: remove one of them',
  IMPOSSIBLE: 'the parser failed',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters: shorten it',
  MISSING_CHAR: 'a bracket, brace, quote, comma, colon or space is missing here or above',
  MULTILINE_IMPLICIT_KEY: 'a key spans several lines: check that every quote is closed',
  MULTIPLE_ANCHORS: 'a value has two anchors: remove one',
  MULTIPLE_DOCS: 'the file has a second document: remove the "---"',
  MULTIPLE_TAGS: 'a value has two tags: remove one',
  NON_STRING_KEY: 'a key is not a string: put it in quotes',
  RESOURCE_EXHAUSTION: 'lists and maps are nested too deeply: use fewer levels',
  TAB_AS_INDENT: 'the line is indented with a tab: use spaces',
  TAG_RESOLVE_FAILED: 'tags are not supported: remove the tag',
  UNEXPECTED_TOKEN: 'a character is unexpected here: check quotes, brackets and indentation',
};

/** Describes a parser error without quoting the file. */
export function yamlErrorMeaning(code: ErrorCode): string {
  return `is not valid YAML: ${MEANINGS[code]}`;
}
