import type { ComponentProps, KeyboardEvent } from 'react';

/** Size of a long field, in browsers that do not fit it to its text. */
const ROWS = 3;
const MANY_CHARACTERS = 40;

/**
 * A field for a text of any length. One element, so that focus and caret stay while it grows. Enter submits a text of
 * one line, as in an `<input>`; Shift+Enter starts a new line. Ctrl+Enter and Cmd+Enter submit any text.
 */
export function TextControl(props: ComponentProps<'textarea'> & { readonly value: string }) {
  const { value } = props;
  const isLong = value.length > MANY_CHARACTERS || value.includes('\n');
  return <textarea rows={isLong ? ROWS : 1} dir="auto" onKeyDown={submitOnEnter} {...props} />;
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { key, shiftKey, ctrlKey, metaKey, currentTarget, nativeEvent } = event;
  // Enter also ends the composition of a word, for example in Japanese.
  if (key !== 'Enter' || nativeEvent.isComposing) return;
  const isOneLine = !shiftKey && !currentTarget.value.includes('\n');
  if (!isOneLine && !ctrlKey && !metaKey) return;
  event.preventDefault();
  currentTarget.form?.requestSubmit();
}
