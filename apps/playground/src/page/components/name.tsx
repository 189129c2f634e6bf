interface NameProps {
  readonly of: string;
  readonly className?: string;
}

/** A name that somebody else chose: its direction of writing stays its own, and one of nothing but spaces is seen. */
export function Name({ of: name, className }: NameProps) {
  return <bdi className={className}>{name.trim() === '' ? '(no name)' : name}</bdi>;
}
