import { readSource } from '../state/api.ts';
import { useLoaded } from '../state/use-loaded.ts';

/** Shows the source file of a workflow. */
export function SourceView({ workflow }: { workflow: string }) {
  const { value: source } = useLoaded(() => readSource(workflow), workflow);
  const text = source?.text ?? '';
  // The text is shown at once, its colours as soon as the highlighter is loaded.
  const { value: colored } = useLoaded(async () => {
    const { highlight } = await import('../state/highlight.ts');
    return { text, html: highlight(text) };
  }, text);
  return (
    <section className="source" aria-labelledby="source-title">
      <h2 id="source-title">Source</h2>
      {source !== undefined && (
        <>
          <p className="quiet mono path">{source.file}</p>
          <pre tabIndex={0} aria-label={`Source of ${workflow}`}>
            {colored?.text !== text ? (
              <code>{text}</code>
            ) : (
              // highlight.js escapes its input.
              <code dangerouslySetInnerHTML={{ __html: colored.html }} />
            )}
          </pre>
        </>
      )}
    </section>
  );
}
