import type { Field, FieldText } from '../state/schema.ts';
import { Name } from './name.tsx';
import { TextControl } from './text-control.tsx';

interface SchemaFieldProps {
  readonly id: string;
  readonly field: Field;
  readonly text: FieldText;
  readonly onChange: (text: FieldText) => void;
}

/** One field of a form. */
export function SchemaField({ id, field, text, onChange }: SchemaFieldProps) {
  const { title, description, type } = field;
  const about = description === undefined ? undefined : `${id}-about`;
  return (
    <div className="field">
      {type === 'boolean' ? (
        <label className="check">
          <input
            type="checkbox"
            checked={text === true}
            aria-describedby={about}
            onChange={(event) => onChange(event.target.checked)}
          />
          <Name of={title} />
        </label>
      ) : (
        <>
          <label htmlFor={id}>
            <Name of={title} />
          </label>
          <Control id={id} field={field} text={String(text)} about={about} onChange={onChange} />
        </>
      )}
      {description !== undefined && (
        <p id={about} className="quiet" dir="auto">
          {description}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends SchemaFieldProps {
  readonly text: string;
  /** ID of the description's element. */
  readonly about: string | undefined;
}

function Control({ id, field, text, about, onChange }: ControlProps) {
  const { type, isRequired, choices, limits, first } = field;
  const common = {
    id,
    value: text,
    required: isRequired,
    'aria-describedby': about,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  if (type === 'number') return <input type="number" inputMode="decimal" {...limits} {...common} />;
  if (type === 'json') return <TextControl className="mono" spellCheck={false} dir="ltr" {...common} />;
  if (type === 'text') return <TextControl {...common} />;
  // A required choice with a default needs no empty option.
  const canBeEmpty = !isRequired || first === '' || text === '';
  return (
    <select {...common}>
      {canBeEmpty && <option value="">{isRequired ? 'Choose one' : 'Not set'}</option>}
      {choices.map((choice) => (
        <option key={choice.text} value={choice.text} dir="auto">
          {choice.label}
        </option>
      ))}
    </select>
  );
}
