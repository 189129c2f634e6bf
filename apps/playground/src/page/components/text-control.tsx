import type { ComponentProps, KeyboardEvent } from 'react';

/** For browsers that do not size a field by its text. */
const ROWS = 3;
const MANY_CHARACTERS = 40;

/**
 * One element for a text of any length, so that neither focus nor caret is lost while it grows. Enter submits a text
 * of one line, as in an `<input>`; Shift+Enter begins another line. Ctrl+Enter and Cmd+Enter submit every text.
 */
export function TextControl(props: ComponentProps<'textarea'> & { readonly value: string }) {
  const { value } = props;
  const isLong = value.length > MANY_CHARACTERS || value.includes('\n');
  return <textarea rows={isLong ? ROWS : 1} dir="auto" onKeyDown={submitOnEnter} {...props} />;
}

function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  const { key, shiftKey, ctrlKey, metaKey, currentTarget, nativeEvent } = event;
  // Enter also ends the composition of a word, in Japanese for one.
  if (key !== 'Enter' || nativeEvent.isComposing) return;
  const isOneLine = !shiftKey && !currentTarget.value.includes('\n');
  if (!isOneLine && !ctrlKey && !metaKey) return;
  event.preventDefault();
  currentTarget.form?.requestSubmit();
}
