import type { Field, FieldText } from '../state/schema.ts';

interface SchemaFieldProps {
  readonly id: string;
  readonly field: Field;
  readonly text: FieldText;
  readonly onChange: (text: FieldText) => void;
}

/** One field of a form. */
export function SchemaField({ id, field, text, onChange }: SchemaFieldProps) {
  const { title, description, type } = field;
  if (type === 'boolean') {
    return (
      <label className="check">
        <input type="checkbox" checked={text === true} onChange={(event) => onChange(event.target.checked)} />
        <span>{title}</span>
      </label>
    );
  }
  return (
    <div className="field">
      <label htmlFor={id}>{title}</label>
      <Control id={id} field={field} text={String(text)} onChange={onChange} />
      {description !== undefined && <p className="quiet">{description}</p>}
    </div>
  );
}

function Control({ id, field, text, onChange }: SchemaFieldProps & { readonly text: string }) {
  const { type, isRequired, choices, limits } = field;
  const common = {
    id,
    value: text,
    required: isRequired,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  if (type === 'number') return <input type="number" inputMode="decimal" {...limits} {...common} />;
  if (type === 'json') return <textarea className="mono" rows={3} spellCheck={false} {...common} />;
  if (type === 'choice') {
    return (
      <select {...common}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return text.length > 40 ? <textarea rows={3} {...common} /> : <input type="text" {...common} />;
}
