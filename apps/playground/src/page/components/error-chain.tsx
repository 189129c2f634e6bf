import type { ErrorView } from '../../interface/error.ts';

/** Shows an error and its causes with their codes, outermost first. */
export function ErrorChain({ errors }: { errors: readonly ErrorView[] }) {
  if (errors.length === 0) return null;
  return (
    <ol className="errors">
      {errors.map(({ code, message }, index) => (
        <li key={index}>
          {index > 0 && <span className="quiet">caused by </span>}
          <code>{code}</code> <span className="message">{message}</span>
        </li>
      ))}
    </ol>
  );
}
