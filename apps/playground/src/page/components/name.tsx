interface NameProps {
  readonly of: string;
  readonly className?: string;
}

/** Shows an untrusted name: isolates its writing direction, and makes a blank name visible. */
export function Name({ of: name, className }: NameProps) {
  return <bdi className={className}>{name.trim() === '' ? '(no name)' : name}</bdi>;
}
