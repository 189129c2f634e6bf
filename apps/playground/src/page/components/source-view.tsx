import { useEffect, useState } from 'react';
import type { SourceView as Source } from '../../interface/about.ts';
import { readSource } from '../state/api.ts';

/** The file of the workflow, as it is on the disk. */
export function SourceView({ workflow }: { workflow: string }) {
  const [source, setSource] = useState<Source>();
  const [html, setHtml] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    const show = async (): Promise<void> => {
      const read = await readSource(workflow);
      if (!isCurrent) return;
      setSource(read);
      setHtml(undefined);
      // The words are there at once, the colours when they are.
      const { highlight } = await import('../state/highlight.ts');
      if (isCurrent) setHtml(highlight(read.text));
    };
    show().catch(() => isCurrent && setSource(undefined));
    return () => {
      isCurrent = false;
    };
  }, [workflow]);
  return (
    <section className="source" aria-labelledby="source-title">
      <h2 id="source-title">Source</h2>
      <p className="quiet mono path">{source?.file}</p>
      <pre tabIndex={0} aria-label={`Source of ${workflow}`}>
        {html === undefined ? (
          <code>{source?.text}</code>
        ) : (
          // highlight.js escapes what it is given.
          <code dangerouslySetInnerHTML={{ __html: html }} />
        )}
      </pre>
    </section>
  );
}
